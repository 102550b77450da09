package dev.lodestar.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00.000Z",
                "2024-02-29T23:59:59.999Z",
                "2024-12-31T00:00:00.001Z",
                "9999-12-31T12:34:56.789Z"
            })
    void writes_iso_instants_with_milliseconds(String text) {
        assertThat(new Timestamps().format(Instant.parse(text).toEpochMilli())).isEqualTo(text);
    }
}
