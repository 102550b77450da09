package dev.lodestar.kit.project;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneGuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "UTC+2", "Z", "Mars/Olympus"})
    void a_zone_without_an_iana_name_stops_the_start(String zone) {
        assertThatThrownBy(() -> ZoneGuard.check(config(Map.of("lodestar.time-zone", zone))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lodestar.time-zone '" + zone + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Zurich"})
    void a_named_zone_is_well(String zone) {
        assertThatCode(() -> ZoneGuard.check(config(Map.of("lodestar.time-zone", zone))))
                .doesNotThrowAnyException();
    }

    @Test
    void a_service_without_the_setting_starts() {
        assertThatCode(() -> ZoneGuard.check(config(Map.of()))).doesNotThrowAnyException();
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }
}
