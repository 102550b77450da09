package dev.lodestar.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonalBytesTest {
    private static final int CONVERTER_PRIORITY = 300;
    private static final String OLD = "the-old-key-0123456789-abcdefghijklmnop";
    private static final String NEW = "the-new-key-0123456789-abcdefghijklmnop";
    private static final byte[] CLEAR = "{\"user_id\":\"jane@example.org\"}".getBytes(StandardCharsets.UTF_8);

    private final PersonalBytes before = keys(Map.of("key", OLD));
    private final PersonalBytes after = keys(Map.of("key", NEW, "key-version", "2", "previous-keys.1", OLD));
    private final PersonalBytes muchLater = keys(Map.of("key", NEW, "key-version", "2"));

    @Test
    void what_is_sealed_is_not_to_be_seen_and_comes_back() {
        byte[] sealed = before.seal(CLEAR, "here");

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("jane");
        assertThat(sealed).hasSize(CLEAR.length + 12 + 16);
        assertThat(before.open(1, sealed, "here")).contains(CLEAR);
    }

    @Test
    void the_same_bytes_never_look_the_same() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(new String(before.seal(CLEAR, "here"), StandardCharsets.ISO_8859_1));
        }

        assertThat(seen).hasSize(1000);
    }

    @Test
    void a_key_that_was_replaced_still_opens_and_seals_nothing_new() {
        byte[] sealed = before.seal(CLEAR, "here");

        assertThat(after.keyVersion()).isEqualTo(2);
        assertThat(after.open(1, sealed, "here")).contains(CLEAR);
        assertThat(muchLater.open(2, after.seal(CLEAR, "here"), "here")).contains(CLEAR);
        assertThat(muchLater.open(1, sealed, "here")).as("its key is gone").isEmpty();
    }

    @Test
    void what_was_changed_or_moved_or_sealed_by_another_key_does_not_open() {
        byte[] sealed = before.seal(CLEAR, "here");
        byte[] changed = sealed.clone();
        changed[sealed.length / 2] ^= 1;

        assertThatThrownBy(() -> before.open(1, changed, "here")).hasMessageContaining("were changed");
        assertThatThrownBy(() -> before.open(1, sealed, "there")).hasMessageContaining("sealed elsewhere");
        assertThatThrownBy(() -> after.open(2, sealed, "here")).hasMessageContaining("another key");
        assertThatThrownBy(() -> before.open(1, new byte[5], "here")).hasMessageContaining("nonce");
    }

    private static PersonalBytes keys(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(PseudonymConfig.class)
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter());
        settings.forEach((key, value) -> builder.withDefaultValue("lodestar.pseudonym." + key, value));
        return new PersonalBytes(builder.build().getConfigMapping(PseudonymConfig.class));
    }
}
