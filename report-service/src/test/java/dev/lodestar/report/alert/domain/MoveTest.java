package dev.lodestar.report.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MoveTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final Verdict MET = new Verdict.Judged(true, 1.0, 2.0, "It is low.");
    private static final Verdict NOT_MET = new Verdict.Judged(false, 3.0, 2.0, "It is not.");
    private static final Verdict NOT_JUDGED = new Verdict.NotJudged("not_measured", "Nobody knows.");

    @Test
    void an_alert_is_opened_once_and_resolved_once() {
        assertThat(Move.of(null, NOT_MET, null, NOW)).isEqualTo(Move.NONE);
        assertThat(Move.of(null, MET, null, NOW)).isEqualTo(Move.OPEN);
        assertThat(Move.of(NOW.minusSeconds(1), MET, null, NOW)).isEqualTo(Move.STAY);
        assertThat(Move.of(NOW.minusSeconds(1), NOT_MET, null, NOW)).isEqualTo(Move.RESOLVE);
    }

    @Test
    void what_is_not_judged_neither_opens_nor_resolves() {
        assertThat(Move.of(null, NOT_JUDGED, null, NOW)).isEqualTo(Move.NONE);
        assertThat(Move.of(NOW.minusSeconds(1), NOT_JUDGED, Duration.ofHours(1), NOW))
                .isEqualTo(Move.NONE);
    }

    @Test
    void an_alert_that_goes_on_is_told_again_when_the_time_has_come_and_not_before() {
        Duration hour = Duration.ofHours(1);

        assertThat(Move.of(NOW.minus(hour).plusMillis(1).plus(Duration.ofMinutes(3)), MET, hour, NOW))
                .isEqualTo(Move.STAY);
        assertThat(Move.of(NOW.minus(hour), MET, hour, NOW)).isEqualTo(Move.REMIND);
    }

    @Test
    void a_daily_run_that_ends_sooner_than_that_of_the_day_before_reminds_all_the_same() {
        Duration day = Duration.ofDays(1);
        Duration early = Duration.ofMinutes(30);

        assertThat(Move.of(NOW.minus(day).plus(early), MET, day, NOW)).isEqualTo(Move.REMIND);
        assertThat(Move.of(NOW.minus(day).plus(early).plusMillis(1), MET, day, NOW))
                .isEqualTo(Move.STAY);
    }
}
