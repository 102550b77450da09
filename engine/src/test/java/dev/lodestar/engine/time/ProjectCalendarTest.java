package dev.lodestar.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectCalendarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "America/St_Johns",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "Africa/Casablanca",
                "+05:30"
            })
    void aDayIsTheLocalDate(String zone) {
        ProjectCalendar calendar = ProjectCalendar.of(ZoneId.of(zone));
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(-1_000_000_000_000L, 6_000_000_000_000L);
            assertThat(calendar.dayOf(millis))
                    .as("seed %d, %s, %d", seed, zone, millis)
                    .isEqualTo((int) LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneId.of(zone))
                            .toEpochDay());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WEEKLY,2020-12-31,2020-12-28",
        "WEEKLY,2021-01-03,2020-12-28",
        "WEEKLY,2021-01-04,2021-01-04",
        "WEEKLY,1969-12-31,1969-12-29",
        "MONTHLY,2024-02-29,2024-02-01",
        "MONTHLY,1969-12-31,1969-12-01",
        "QUARTERLY,2024-02-29,2024-01-01",
        "QUARTERLY,2024-12-31,2024-10-01",
        "DAILY,2024-02-29,2024-02-29"
    })
    void aDayLiesInThePeriodThatStartsOn(CalendarPeriod period, LocalDate day, LocalDate start) {
        ProjectCalendar calendar = ProjectCalendar.UTC;

        assertThat(calendar.startDateOf(period, calendar.periodOf(period, (int) day.toEpochDay())))
                .isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource({"2021-01-02,2020-12-27", "2021-01-03,2021-01-03"})
    void weeksMayStartOnSunday(LocalDate day, LocalDate start) {
        ProjectCalendar calendar = new ProjectCalendar(ZoneId.of("UTC"), DayOfWeek.SUNDAY);

        assertThat(calendar.startDateOf(
                        CalendarPeriod.WEEKLY, calendar.periodOf(CalendarPeriod.WEEKLY, (int) day.toEpochDay())))
                .isEqualTo(start);
    }
}
