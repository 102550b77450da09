package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.GrowthStage;
import dev.lodestar.engine.query.FunnelPeople;
import dev.lodestar.engine.query.FunnelPeople.Outcome;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which of the people behind a funnel are wanted. */
public class PeopleParameters {
    private static final int DEFAULT_LIMIT = 100;

    /** The step of an ad-hoc funnel. */
    @QueryParam("step")
    @Parameter(description = "the step of an ad-hoc funnel, from 1")
    @Nullable
    Integer step;

    /** The stage of the growth funnel. */
    @QueryParam("stage")
    @Parameter(description = "the stage of the growth funnel, signup to monetization")
    @Nullable
    String stage;

    /** What became of them there. */
    @QueryParam("outcome")
    @Parameter(
            description = "reached (default); dropped: reached the step before and not this one; in_progress: dropped,"
                    + " with a window still open")
    @Nullable
    String outcome;

    /** The group of the breakdown that they are in. */
    @QueryParam("group")
    @Parameter(description = "a value of the breakdown")
    @Nullable
    String group;

    /** People on a page. */
    @QueryParam("limit")
    @Parameter(description = "people on a page, 1 to 1000; 100 where nothing is said")
    @Nullable
    Integer limit;

    /** Where the page before ended. */
    @QueryParam("cursor")
    @Parameter(description = "next_cursor of the page before")
    @Nullable
    String cursor;

    /** The page before, or null for the first. */
    @Nullable
    PageCursor before() {
        return cursor == null ? null : PageCursor.parse(cursor);
    }

    /** Of an ad-hoc funnel. */
    FunnelPeople ofSteps() {
        if (stage != null) {
            throw ProblemException.invalid("stage", stage, "nothing beside a definition; its steps go by step");
        }
        if (step == null) {
            throw ProblemException.invalid("step", null, "the number of a step, from 1");
        }
        return people(step);
    }

    /** Of the growth funnel. */
    FunnelPeople ofStages() {
        if (step != null) {
            throw ProblemException.invalid(
                    "step", step, "nothing without a definition; the growth funnel goes by stage");
        }
        GrowthStage wanted = Choices.of(
                "stage",
                Objects.requireNonNullElse(stage, ""),
                Arrays.stream(GrowthStage.values()).filter(each -> each != GrowthStage.AWARENESS),
                GrowthStage::wireName);
        return people(wanted.number() - GrowthStage.AWARENESS.number());
    }

    private FunnelPeople people(int number) {
        int most = Objects.requireNonNullElse(limit, DEFAULT_LIMIT);
        if (most < 1 || most > FunnelPeople.MAX_LIMIT) {
            throw ProblemException.invalid("limit", most, "1 to " + FunnelPeople.MAX_LIMIT);
        }
        PageCursor before = before();
        UUID after = before == null ? null : before.last();
        return new FunnelPeople(
                number,
                outcome == null
                        ? Outcome.REACHED
                        : Choices.of("outcome", outcome, Arrays.stream(Outcome.values()), Outcome::wireName),
                group,
                after,
                most);
    }
}
