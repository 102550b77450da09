package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The seven-stage growth funnel: as a whole, by segment and by channel. */
public record Funnel(
        View total, @Nullable View segment, @Nullable View channel) {
    /** The stages of everybody, optionally broken down, and where users are lost. */
    public record View(
            List<Stage> stages,
            @Nullable Breakdown breakdown,
            @Nullable DropOff dropOff,
            @Nullable String reason) {}

    /** The same stages per value of a profile attribute. */
    public record Breakdown(String attribute, List<Group> groups) {}

    /** The stages of the users with one value of the attribute; the value is null where the profile has none. */
    public record Group(@Nullable String value, List<Stage> stages) {}

    /** One stage; the interval is Wilson's of {@code conversionFromPrevious}. */
    public record Stage(
            String stage,
            int stageNumber,
            @Nullable Long usersAtStage,
            @Nullable Double conversionFromPrevious,
            @Nullable Double overallConversion,
            @Nullable Double dropOffRate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Long inProgress,
            @Nullable String reason) {}

    /** Users lost per stage, and the pairs of stage and group where most could be won. */
    public record DropOff(List<Loss> byStage, List<Worst> worst) {}

    /** Users lost on the way into a stage; critical when the interval of the rate lies above one half, null without one. */
    public record Loss(
            String stage,
            @Nullable Integer stageNumber,
            @Nullable Long usersLost,
            @Nullable Double dropOffRate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Boolean critical) {}

    /** A group that loses more users at a stage than the best group's rate would; that rate is a conversion, not a drop-off. */
    public record Worst(
            String stage,
            String attribute,
            @Nullable String value,
            @Nullable Long usersLost,
            @Nullable Double dropOffRate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable String bestValue,
            @Nullable Double bestRate,
            @Nullable Double usersLostAgainstBest,
            boolean critical) {}
}
