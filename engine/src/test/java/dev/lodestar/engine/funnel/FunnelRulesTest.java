package dev.lodestar.engine.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Step;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventPlan;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunnelRulesTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of(EventPlan.standard(), Tally.EMPTY);
    private static final FunnelDefinition THREE =
            FunnelDefinition.of(Step.of("signup"), Step.of("page_created"), Step.of("user_invited"));

    @ParameterizedTest
    @MethodSource("impossible")
    void an_impossible_funnel_is_refused_by_field_with_what_is_allowed(
            FunnelDefinition definition, String field, String given, String allowed) {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> FunnelRules.check(definition, VOCABULARY))
                .satisfies(refusal -> {
                    assertThat(refusal.field()).isEqualTo(field);
                    assertThat(refusal.given()).isEqualTo(given);
                    assertThat(refusal.expected()).contains(allowed);
                });
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(FunnelDefinition.of(Step.of("signup")), "steps", "1 steps", "2 to 32"),
                Arguments.of(steps(33), "steps", "33 steps", "2 to 32"),
                Arguments.of(THREE.within(0), "window", "PT0S", "above 0"),
                Arguments.of(THREE.within(FunnelDefinition.MAX_WINDOW_MILLIS + 1), "window", "PT43920H0.001S", "1830d"),
                Arguments.of(THREE.with(Ties.FAVOURABLE, -1), "grace", "PT-0.001S", "from 0s to 1h"),
                Arguments.of(THREE.within(1_000).with(Ties.FAVOURABLE, 1_000), "grace", "PT1S", "less than the window"),
                Arguments.of(
                        FunnelDefinition.of(Step.of("signup"), Step.of("page_craeted")),
                        "steps[1].event",
                        "page_craeted",
                        "did you mean page_created"),
                Arguments.of(exclusions(31), "exclusions", "31 exclusions", "at most 30"),
                Arguments.of(without("plan_cancelled", 2, 2), "exclusions[0].before_step", "2", "step 3"),
                Arguments.of(without("plan_cancelled", 3, 3), "exclusions[0].after_step", "3", "from 1 to 2"),
                Arguments.of(without("plan_cancelled", 1, 4), "exclusions[0].before_step", "4", "from 2 to 3"),
                Arguments.of(without("page_created", 1, 2), "exclusions[0].event", "page_created", "that of step 2"),
                Arguments.of(
                        without("plan_cancelled", 1, 2).in(Order.ANY), "exclusions[0].after_step", "1", "in any order"),
                Arguments.of(
                        THREE.by(new Breakdown(BreakdownKind.ATTRIBUTE, "sgment")),
                        "breakdown.attribute",
                        "sgment",
                        "did you mean segment?"),
                Arguments.of(
                        THREE.by(new Breakdown(BreakdownKind.PROPERTY, "amuont")),
                        "breakdown.property",
                        "amuont",
                        "did you mean amount?"),
                Arguments.of(
                        THREE.by(new Trend(TrendBy.ENTRY, CalendarPeriod.QUARTERLY)),
                        "trend.period",
                        "quarterly",
                        "monthly"));
    }

    @Test
    void a_funnel_at_its_limits_is_possible() {
        FunnelDefinition most = exclusions(30).within(FunnelDefinition.MAX_WINDOW_MILLIS);

        assertThatCode(() -> FunnelRules.check(most, VOCABULARY)).doesNotThrowAnyException();
        assertThatCode(() -> FunnelRules.check(steps(32).within(1), VOCABULARY)).doesNotThrowAnyException();
    }

    private static FunnelDefinition steps(int count) {
        return FunnelDefinition.of(
                Collections.nCopies(count, Step.of("page_viewed")).toArray(Step[]::new));
    }

    private static FunnelDefinition exclusions(int count) {
        FunnelDefinition definition = THREE;
        for (int i = 0; i < count; i++) {
            definition = definition.without(new Exclusion(EventCondition.of("plan_cancelled"), 1, 3, Action.STOP));
        }
        return definition;
    }

    private static FunnelDefinition without(String event, int after, int before) {
        return THREE.without(new Exclusion(EventCondition.of(event), after, before, Action.REMOVE));
    }
}
