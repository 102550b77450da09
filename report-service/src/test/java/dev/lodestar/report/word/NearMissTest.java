package dev.lodestar.report.word;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.report.schedule.domain.CronTimes;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Berln, Europe/Berlin",
        "europe/berlin, Europe/Berlin",
        "Amerika/New_York, America/New_York",
        "Asia/Kolkatta, Asia/Kolkata"
    })
    void a_slip_of_a_zone_is_found(String given, String meant) {
        assertThat(NearMiss.of(given, ZoneId.getAvailableZoneIds())).contains(meant);
    }

    @Test
    void what_is_far_from_everything_is_nothing_of_it() {
        assertThat(NearMiss.of("every now and then", CronTimes.NICKNAMES)).isEmpty();
        assertThat(NearMiss.of("@dialy", CronTimes.NICKNAMES)).contains("@daily");
    }
}
