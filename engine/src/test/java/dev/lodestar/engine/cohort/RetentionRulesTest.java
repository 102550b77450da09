package dev.lodestar.engine.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventPlan;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionRulesTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of(EventPlan.standard(), Tally.EMPTY);
    private static final RetentionDefinition MONTHLY = RetentionDefinition.of(CalendarPeriod.MONTHLY, RetentionMode.ON);

    @ParameterizedTest
    @MethodSource("impossible")
    void an_impossible_retention_is_refused_by_field_with_what_is_allowed(
            RetentionDefinition definition, String field, String given, String allowed) {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> RetentionRules.check(definition, VOCABULARY))
                .satisfies(refusal -> {
                    assertThat(refusal.field()).isEqualTo(field);
                    assertThat(refusal.given()).isEqualTo(given);
                    assertThat(refusal.expected()).contains(allowed);
                });
    }

    static Stream<Arguments> impossible() {
        EventCondition misspelt = EventCondition.of("page_craeted");
        return Stream.of(
                Arguments.of(
                        MONTHLY.startingWith(misspelt, CohortType.FIRST),
                        "cohort_event.event",
                        "page_craeted",
                        "did you mean page_created"),
                Arguments.of(MONTHLY.returningWith(misspelt, 1), "return_event.event", "page_craeted", "page_created"),
                Arguments.of(returns(0), "minimum_occurrences", "0", "from 1 to 10000"),
                Arguments.of(
                        returns(RetentionDefinition.MAX_OCCURRENCES + 1), "minimum_occurrences", "10001", "1 to 10000"),
                Arguments.of(MONTHLY.by("planet", 1), "breakdown", "planet", "plan_type"),
                Arguments.of(MONTHLY.by("segment", 0), "max_groups", "0", "from 1 to 50"),
                Arguments.of(
                        MONTHLY.by("segment", RetentionDefinition.MAX_GROUPS + 1), "max_groups", "51", "from 1 to 50"),
                Arguments.of(MONTHLY.inBrackets(), "brackets", "[]", "2 to 61"),
                Arguments.of(MONTHLY.inBrackets(7), "brackets", "[7]", "2 to 61"),
                Arguments.of(MONTHLY.inBrackets(0, 7, 7), "brackets[2]", "7", "from 8 to 3660"),
                Arguments.of(MONTHLY.inBrackets(-1, 7), "brackets[0]", "-1", "from 0 to 3660"),
                Arguments.of(MONTHLY.inBrackets(0, 3_661), "brackets[1]", "3661", "from 1 to 3660"));
    }

    private static RetentionDefinition returns(int atLeast) {
        return MONTHLY.returningWith(EventCondition.ANY_ACTIVE, atLeast);
    }

    @Test
    void bounds_without_the_mode_that_takes_them_are_refused() {
        RetentionDefinition bounds = MONTHLY.inBrackets(0, 7);
        RetentionDefinition definition = new RetentionDefinition(
                bounds.period(),
                RetentionMode.ON,
                bounds.brackets(),
                bounds.cohortType(),
                null,
                bounds.returnEvent(),
                1,
                null,
                1);

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> RetentionRules.check(definition, VOCABULARY))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("brackets"));
    }

    @Test
    void what_stands_at_the_limits_is_possible() {
        Integer[] bounds = IntStream.rangeClosed(0, RetentionDefinition.MAX_BRACKETS)
                .boxed()
                .toArray(Integer[]::new);
        bounds[RetentionDefinition.MAX_BRACKETS] = RetentionDefinition.MAX_BRACKET_DAY;

        assertThatCode(() -> RetentionRules.check(
                        MONTHLY.inBrackets(bounds)
                                .startingWith(EventCondition.of("signup"), CohortType.RECURRING)
                                .returningWith(EventCondition.ANY_ACTIVE, RetentionDefinition.MAX_OCCURRENCES)
                                .by("segment", RetentionDefinition.MAX_GROUPS),
                        VOCABULARY))
                .doesNotThrowAnyException();
    }
}
