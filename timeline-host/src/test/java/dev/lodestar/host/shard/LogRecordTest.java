package dev.lodestar.host.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRecordTest {
    private static final int TIME = 1_700_000;

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"key, value", "null, value", "key, null", "null, null", "'', value", "key, ''"})
    void a_record_that_was_read_to_restore_has_the_fingerprint_of_the_one_in_the_log(
            @Nullable String key, @Nullable String value) {
        LogRecord live = record(key, value, TIME);
        byte[] keyOnRestore = live.key() == null ? new byte[0] : live.key();

        LogRecord restored = RestoreFrames.unframe(keyOnRestore, RestoreFrames.frame(live));

        assertThat(restored.fingerprint()).isEqualTo(live.fingerprint());
    }

    @Test
    void another_key_value_or_time_is_another_fingerprint() {
        assertThat(new LogRecord[] {
                    record("key", "value", TIME),
                    record("key", "value", TIME + 1),
                    record("key", "valuf", TIME),
                    record("kez", "value", TIME),
                    record("keyv", "alue", TIME)
                })
                .extracting(LogRecord::fingerprint)
                .doesNotHaveDuplicates();
    }

    private static LogRecord record(@Nullable String key, @Nullable String value, long time) {
        return new LogRecord(null, bytes(key), bytes(value), 7, time);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
