package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventPlan;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLibraryTest {
    private static final SqlLibrary LIBRARY = SqlLibrary.of(SqlDialect.POSTGRESQL);

    @Test
    void parameters_that_are_not_chosen_are_typed_nulls() {
        String sql = LIBRARY.render(SqlQuery.FUNNEL_ANALYSIS, SqlParameters.STANDARD);

        assertThat(sql)
                .contains("'UTC' as time_zone,")
                .contains("cast(null as date) as from_day,")
                .contains("cast(null as text) as breakdown,")
                .contains("array['invoice_paid', 'plan_cancelled', 'signup'] as passive_types,")
                .contains("42 as habit_horizon_days,");
    }

    @Test
    void chosen_parameters_stand_as_literals() {
        SqlParameters parameters = SqlParameters.STANDARD.with(it -> it.timeZone(ZoneId.of("Asia/Kathmandu"))
                .range(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 7, 1))
                .weekStart(DayOfWeek.SUNDAY)
                .cohortPeriod(CalendarPeriod.QUARTERLY));

        assertThat(LIBRARY.render(SqlQuery.COHORT_RETENTION, parameters))
                .contains("'Asia/Kathmandu' as time_zone,")
                .contains("date '2025-01-01' as from_day,")
                .contains("date '2025-07-01' as to_day,")
                .contains("7 as first_weekday,")
                .contains("'quarter' as cohort_period,");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "DUCKDB,'o''Neil\\'",
                "BIGQUERY,'o\\'Neil\\\\'",
                "REDSHIFT,'o''Neil\\\\'",
                "SNOWFLAKE,'o''Neil\\\\'",
                "CLICKHOUSE,'o''Neil\\\\'",
                "TRINO,'o''Neil\\'"
            })
    void every_dialect_reads_a_quote_and_a_backslash_as_themselves(SqlDialect dialect, String literal) {
        assertThat(dialect.grammar().text("o'Neil\\")).isEqualTo(literal);
    }

    @Test
    void a_plan_without_features_still_gives_a_statement() {
        EventPlan standard = EventPlan.standard();
        EventPlan bare = new EventPlan(
                standard.passive(),
                standard.collaboration(),
                standard.activation(),
                List.of(),
                standard.monetization(),
                standard.revenue(),
                standard.upgrade(),
                standard.cancellation(),
                standard.freePlans(),
                standard.workspaceProperty(),
                standard.amountProperty(),
                standard.eventTypes(),
                standard.properties());

        assertThat(LIBRARY.render(SqlQuery.FEATURE_ADOPTION, SqlParameters.STANDARD.with(it -> it.plan(bare))))
                .contains("from params where 1 = 0");
    }

    @ParameterizedTest
    @EnumSource
    void equal_parameters_give_equal_text(SqlQuery query) {
        SqlParameters again = SqlParameters.STANDARD.with(_ -> {});

        assertThat(LIBRARY.render(query, again)).isEqualTo(LIBRARY.render(query, SqlParameters.STANDARD));
        assertThat(SqlQuery.ofWireName(query.wireName())).contains(query);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"plain,'plain'", "o'Neil,'o''Neil'", "a\\b,E'a\\\\b'", "\\',E'\\\\'''", "${to_day},'${to_day}'"})
    void a_text_is_quoted_whatever_it_holds(String value, String literal) {
        assertThat(SqlDialect.POSTGRESQL.grammar().text(value)).isEqualTo(literal);
        assertThat(LIBRARY.render(SqlQuery.POWER_USERS, SqlParameters.STANDARD.with(it -> it.segment(value))))
                .contains(literal + " as segment,");
    }

    @Test
    void a_text_with_the_character_0_is_refused() {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> SqlDialect.POSTGRESQL.grammar().text("a\0b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "GMT+2", "UTC-03:30"})
    void a_zone_without_a_name_is_refused(String offset) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlParameters.STANDARD.with(it -> it.timeZone(ZoneId.of(offset))))
                .withMessageContaining("needs a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "UTC", "+00:00", "UTC+0"})
    void every_name_of_utc_is_one(String name) {
        assertThat(SqlParameters.STANDARD
                        .with(it -> it.timeZone(ZoneId.of(name)))
                        .timeZone())
                .isEqualTo(ZoneId.of("UTC"));
    }

    @Test
    void impossible_choices_are_refused() {
        LocalDate day = LocalDate.of(2025, 1, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlParameters.STANDARD.with(it -> it.range(day, day.minusDays(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlParameters.STANDARD.with(it -> it.weekStart(DayOfWeek.TUESDAY)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlParameters.STANDARD.with(it -> it.topShare(new BigDecimal("1.01"))));
    }
}
