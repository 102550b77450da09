package dev.lodestar.engine.funnel;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.Duration;
import java.util.List;

/** Tells possible funnels from impossible ones. A refusal names the field in the words of the API. */
public final class FunnelRules {
    /** The longest label of a step, in characters. */
    public static final int MAX_LABEL = 200;

    private final FunnelDefinition definition;
    private final Vocabulary vocabulary;

    private FunnelRules(FunnelDefinition definition, Vocabulary vocabulary) {
        this.definition = definition;
        this.vocabulary = vocabulary;
    }

    /**
     * Refuses what cannot be asked, by an {@link InvalidDefinitionException}.
     *
     * @param vocabulary the names that may be used
     */
    public static void check(FunnelDefinition definition, Vocabulary vocabulary) {
        FunnelRules rules = new FunnelRules(definition, vocabulary);
        rules.checkTimes();
        rules.checkSteps();
        rules.checkExclusions();
        rules.checkBreakdown();
        rules.checkTrend();
    }

    private void checkTimes() {
        long window = definition.windowMillis();
        if (window <= 0 || window > FunnelDefinition.MAX_WINDOW_MILLIS) {
            throw new InvalidDefinitionException(
                    "window",
                    Duration.ofMillis(window),
                    "a duration above 0 and at most "
                            + Duration.ofMillis(FunnelDefinition.MAX_WINDOW_MILLIS)
                                    .toDays() + "d");
        }
        long grace = definition.graceMillis();
        if (grace < 0 || grace > FunnelDefinition.MAX_GRACE_MILLIS) {
            throw new InvalidDefinitionException("grace", Duration.ofMillis(grace), "a duration from 0s to 1h");
        }
        if (grace >= window) {
            throw new InvalidDefinitionException("grace", Duration.ofMillis(grace), "less than the window");
        }
    }

    private void checkSteps() {
        List<FunnelDefinition.Step> steps = definition.steps();
        if (steps.size() < FunnelDefinition.MIN_STEPS || steps.size() > FunnelDefinition.MAX_STEPS) {
            throw new InvalidDefinitionException(
                    "steps",
                    steps.size() + " steps",
                    FunnelDefinition.MIN_STEPS + " to " + FunnelDefinition.MAX_STEPS + " steps");
        }
        for (int i = 0; i < steps.size(); i++) {
            vocabulary.require("steps[" + i + "]", steps.get(i).event());
            String label = steps.get(i).label();
            if (label.isBlank() || label.length() > MAX_LABEL) {
                throw new InvalidDefinitionException(
                        "steps[" + i + "].label", label, "a text of 1 to " + MAX_LABEL + " characters");
            }
        }
    }

    private void checkExclusions() {
        List<Exclusion> exclusions = definition.exclusions();
        if (exclusions.size() > FunnelDefinition.MAX_EXCLUSIONS) {
            throw new InvalidDefinitionException(
                    "exclusions",
                    exclusions.size() + " exclusions",
                    "at most " + FunnelDefinition.MAX_EXCLUSIONS + " exclusions");
        }
        for (int i = 0; i < exclusions.size(); i++) {
            check("exclusions[" + i + "]", exclusions.get(i));
        }
    }

    private void check(String field, Exclusion exclusion) {
        int last = definition.steps().size();
        requireStep(field + ".after_step", exclusion.afterStep(), 1, last - 1);
        requireStep(field + ".before_step", exclusion.beforeStep(), exclusion.afterStep() + 1, last);
        vocabulary.require(field, exclusion.event());
        if (definition.order() == Order.ANY && (exclusion.afterStep() > 1 || exclusion.beforeStep() < last)) {
            throw new InvalidDefinitionException(
                    field + ".after_step", exclusion.afterStep(), "nothing where the steps come in any order");
        }
        for (int i = 0; i < last; i++) {
            if (definition.steps().get(i).event().equals(exclusion.event())) {
                throw new InvalidDefinitionException(
                        field + ".event",
                        String.join(", ", exclusion.event().events()),
                        "another condition than that of step " + (i + 1));
            }
        }
    }

    private static void requireStep(String field, int given, int least, int most) {
        if (given < least || given > most) {
            throw new InvalidDefinitionException(
                    field, given, least == most ? "step " + least : "a step from " + least + " to " + most);
        }
    }

    private void checkBreakdown() {
        FunnelDefinition.Breakdown breakdown = definition.breakdown();
        if (breakdown == null) {
            return;
        }
        if (breakdown.kind() == BreakdownKind.ATTRIBUTE) {
            vocabulary.requireAttribute("breakdown.attribute", breakdown.name());
        } else {
            vocabulary.requireProperty("breakdown.property", breakdown.name());
        }
    }

    private void checkTrend() {
        FunnelDefinition.Trend trend = definition.trend();
        if (trend != null && trend.period() == CalendarPeriod.QUARTERLY) {
            throw new InvalidDefinitionException("trend.period", trend.period().wireName(), "daily, weekly or monthly");
        }
    }
}
