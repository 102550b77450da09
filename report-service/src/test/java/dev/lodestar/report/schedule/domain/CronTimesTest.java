package dev.lodestar.report.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long SEED = 20_260_329;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@daily        | 2026-01-31T23:59:59Z | 2026-02-01T00:00Z 2026-02-02T00:00Z 2026-02-03T00:00Z",
                "@weekly       | 2026-01-30T10:07:00Z | 2026-02-01T00:00Z 2026-02-08T00:00Z 2026-02-15T00:00Z",
                "@monthly      | 2026-01-01T00:00:00Z | 2026-02-01T00:00Z 2026-03-01T00:00Z 2026-04-01T00:00Z",
                "*/15 * * * *  | 2026-12-31T23:40:00Z | 2026-12-31T23:45Z 2027-01-01T00:00Z 2027-01-01T00:15Z",
                "0 6 * * 1-5   | 2026-11-27T06:00:00Z | 2026-11-30T06:00Z 2026-12-01T06:00Z 2026-12-02T06:00Z",
                "0 6 * * FRI,SUN | 2026-11-27T06:00:00Z | 2026-11-29T06:00Z 2026-12-04T06:00Z 2026-12-06T06:00Z",
                "0 6 * * 7     | 2026-11-27T06:00:00Z | 2026-11-29T06:00Z 2026-12-06T06:00Z 2026-12-13T06:00Z",
                "30 4 31 * *   | 2026-01-31T04:30:00Z | 2026-03-31T04:30Z 2026-05-31T04:30Z 2026-07-31T04:30Z",
                "0 0 29 2 *    | 2026-01-30T00:00:00Z | 2028-02-29T00:00Z 2032-02-29T00:00Z 2036-02-29T00:00Z",
                "0 0 29 2 *    | 2096-02-29T00:00:00Z | 2104-02-29T00:00Z 2108-02-29T00:00Z 2112-02-29T00:00Z",
                "0 0 13 * 5    | 2026-02-06T00:00:00Z | 2026-02-13T00:00Z 2026-02-20T00:00Z 2026-02-27T00:00Z",
                "0 0 1 1 1     | 2026-12-30T00:00:00Z | 2027-01-01T00:00Z 2027-01-04T00:00Z 2027-01-11T00:00Z"
            })
    void an_expression_has_these_times(String expression, Instant after, String expected) throws Exception {
        assertThat(text(CronTimes.of(expression, UTC).next(after, 3))).isEqualTo(expected);
    }

    /** On 29 March 2026 clocks in Berlin go from 02:00 to 03:00, on 25 October from 03:00 back to 02:00. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *   | 2026-03-28T00:00:00Z | 2026-03-28T02:30+01:00 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00",
                "0,30 2,3 * * * | 2026-03-28T22:00:00Z | 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00 2026-03-30T02:00+02:00",
                "0 3 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T03:00+02:00 2026-03-30T03:00+02:00 2026-03-31T03:00+02:00",
                "30 * * * *   | 2026-03-29T00:00:00Z | 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00 2026-03-29T04:30+02:00",
                "*/15 */2 * * * | 2026-03-29T00:50:00Z | 2026-03-29T04:00+02:00 2026-03-29T04:15+02:00 2026-03-29T04:30+02:00",
                "30 2 * * *   | 2026-10-24T12:00:00Z | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00 2026-10-27T02:30+01:00",
                "30 2 * * *   | 2026-10-25T01:10:00Z | 2026-10-26T02:30+01:00 2026-10-27T02:30+01:00 2026-10-28T02:30+01:00",
                "0 2,3 * * *  | 2026-10-24T22:00:00Z | 2026-10-25T02:00+02:00 2026-10-25T03:00+01:00 2026-10-26T02:00+01:00",
                "30 * * * *   | 2026-10-24T23:31:00Z | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00",
                "0 * * * *    | 2026-10-25T00:00:00Z | 2026-10-25T02:00+01:00 2026-10-25T03:00+01:00 2026-10-25T04:00+01:00",
                "@daily       | 2026-10-24T12:00:00Z | 2026-10-25T00:00+02:00 2026-10-26T00:00+01:00 2026-10-27T00:00+01:00"
            })
    void where_clocks_change_a_time_of_the_day_is_met_once_and_a_rhythm_keeps_to_the_clock(
            String expression, Instant after, String expected) throws Exception {
        assertThat(text(CronTimes.of(expression, BERLIN).next(after, 3))).isEqualTo(expected);
    }

    @Test
    void a_day_that_a_zone_leaves_out_is_met_when_the_clock_jumps() throws Exception {
        CronTimes times = CronTimes.of("0 9 * * *", ZoneId.of("Pacific/Apia"));

        assertThat(text(times.next(Instant.parse("2011-12-29T10:00:00Z"), 3)))
                .isEqualTo("2011-12-29T09:00-10:00 2011-12-31T00:00+14:00 2011-12-31T09:00+14:00");
    }

    /** Second implementation: every minute is held against what the clock shows. */
    @Test
    void a_rhythm_has_the_times_that_a_walk_over_all_minutes_finds() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 60; round++) {
            BitSet minutes = some(random, 0, 59);
            BitSet days = some(random, 1, 31);
            BitSet months = some(random, 1, 12);
            BitSet weekdays = some(random, 0, 6);
            boolean anyDay = random.nextBoolean();
            String expression = "%s * %s %s %s"
                    .formatted(list(minutes), anyDay ? "*" : list(days), list(months), anyDay ? "*" : list(weekdays));
            Instant from = Instant.parse("2024-01-01T00:00:00Z").plus(random.nextInt(1_000), ChronoUnit.DAYS);

            Instant expected = from.plus(1, ChronoUnit.MINUTES);
            while (!shows(expected.atZone(BERLIN), minutes, anyDay, days, months, weekdays)) {
                expected = expected.plus(1, ChronoUnit.MINUTES);
            }

            assertThat(CronTimes.of(expression, BERLIN).next(from))
                    .as("seed %d, round %d: %s after %s", SEED, round, expression, from)
                    .isEqualTo(expected);
        }
    }

    private static boolean shows(
            ZonedDateTime clock, BitSet minutes, boolean anyDay, BitSet days, BitSet months, BitSet weekdays) {
        boolean day = anyDay
                || days.get(clock.getDayOfMonth())
                || weekdays.get(
                        clock.getDayOfWeek() == DayOfWeek.SUNDAY
                                ? 0
                                : clock.getDayOfWeek().getValue());
        return minutes.get(clock.getMinute()) && months.get(clock.getMonthValue()) && day;
    }

    private static BitSet some(SplittableRandom random, int from, int to) {
        BitSet chosen = new BitSet();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            chosen.set(random.nextInt(from, to + 1));
        }
        return chosen;
    }

    private static String list(BitSet chosen) {
        return chosen.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource({
        "*/15 * * * *, 2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "*/15 * * * *, 2026-03-01T00:00:00Z, 2026-03-01T00:14:59Z, 2026-03-01T00:00:00Z",
        "*/15 * * * *, 2026-03-01T00:00:00Z, 2026-03-01T00:15:00Z, 2026-03-01T00:15:00Z",
        "*/15 * * * *, 2026-03-01T00:00:00Z, 2028-08-11T13:59:07Z, 2028-08-11T13:45:00Z",
        "@daily,       2026-03-01T00:00:00Z, 2026-03-05T10:00:00Z, 2026-03-05T00:00:00Z",
        "@monthly,     2026-03-01T00:00:00Z, 2028-02-29T23:59:59Z, 2028-02-01T00:00:00Z",
        "0 0 29 2 *,   2024-02-29T00:00:00Z, 2041-01-01T00:00:00Z, 2040-02-29T00:00:00Z"
    })
    void of_the_times_that_were_missed_the_last_is_found(String expression, Instant due, Instant now, Instant latest)
            throws Exception {
        assertThat(CronTimes.of(expression, UTC).latest(due, now)).isEqualTo(latest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * * | PT1M",
                "*/15 * * * * | PT15M",
                "0,50 0,23 * * * | PT10M",
                "7 3 * * * | PT24H",
                "0 0 13 * 5 | PT24H",
                "@monthly | PT672H",
                "0 0 29 2 * | PT8784H"
            })
    void the_shortest_time_between_two_is_known(String expression, Duration shortest) throws Exception {
        assertThat(CronTimes.of(expression, BERLIN).shortestInterval(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 6 * *",
                "0 0 6 * * ?",
                "@dialy",
                "@hourly",
                "@reboot",
                "61 * * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "0 0 L * *",
                "0 0 30 2 *",
                "0 0 * * 1#2",
                "x y z a b"
            })
    void what_is_no_expression_is_refused_and_says_why(String expression) {
        assertThatThrownBy(() -> CronTimes.of(expression, UTC))
                .isInstanceOf(InvalidCronException.class)
                .hasMessageMatching("(?s).+");
    }

    private static String text(List<ZonedDateTime> times) {
        return times.stream().map(time -> time.toOffsetDateTime().toString()).collect(Collectors.joining(" "));
    }
}
