package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lodestar.engine.time.CalendarPeriod;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
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
                .contains("array[14, 7, 42, 90, 180] as horizon_days,");
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
        assertThat(PostgresqlLiterals.text(value)).isEqualTo(literal);
        assertThat(LIBRARY.render(SqlQuery.POWER_USERS, SqlParameters.STANDARD.with(it -> it.segment(value))))
                .contains(literal + " as segment,");
    }

    @Test
    void a_text_with_the_character_0_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PostgresqlLiterals.text("a\0b"));
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
