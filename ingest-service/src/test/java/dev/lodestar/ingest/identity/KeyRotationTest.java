package dev.lodestar.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.ingest.Warehouse;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The service before, during and after a change of its key, on one table. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class KeyRotationTest {
    private static final int CONVERTER_PRIORITY = 300;
    private static final String OLD = "the-old-key-0123456789-abcdefghijklmnop";
    private static final String NEW = "the-new-key-0123456789-abcdefghijklmnop";

    @Inject
    IdentityRepository repository;

    @Inject
    Warehouse warehouse;

    private final String jane = "jane-" + UUID.randomUUID();
    private final String joe = "joe-" + UUID.randomUUID();

    @Test
    void a_user_keeps_the_pseudonym_and_moves_to_the_new_key_when_next_seen() {
        Map<String, UUID> before = with(Map.of("key", OLD)).of(List.of(jane, joe));
        Pseudonyms during = with(Map.of("key", NEW, "key-version", "2", "previous-keys.1", OLD));

        Map<String, UUID> moved = during.of(List.of(jane));

        assertThat(moved.get(jane)).isEqualTo(before.get(jane));
        assertThat(keyVersion(before.get(jane))).isEqualTo(2);
        assertThat(keyVersion(before.get(joe))).as("not seen since").isEqualTo(1);
        Pseudonyms after = with(Map.of("key", NEW, "key-version", "2"));
        assertThat(after.of(List.of(jane)).get(jane)).isEqualTo(before.get(jane));
        assertThat(after.of(List.of(joe)).get(joe)).as("his key is gone").isNotEqualTo(before.get(joe));
    }

    @Test
    void a_replica_that_knows_the_next_key_finds_who_has_moved_to_it() {
        Pseudonyms early = with(Map.of("key", OLD, "previous-keys.2", NEW));
        Pseudonyms during = with(Map.of("key", NEW, "key-version", "2", "previous-keys.1", OLD));
        UUID pseudonym = during.of(List.of(jane)).get(jane);

        assertThat(early.of(List.of(jane)).get(jane)).isEqualTo(pseudonym);
        assertThat(during.of(List.of(jane)).get(jane)).isEqualTo(pseudonym);
    }

    @Test
    void a_user_id_is_stored_as_its_hash_only() {
        UUID pseudonym = with(Map.of("key", OLD)).of(List.of(jane)).get(jane);

        assertThat(warehouse.texts("select encode(user_hash, 'hex') from identity where user_id = '" + pseudonym + "'"))
                .containsExactly(HexFormat.of()
                        .formatHex(PseudonymKey.configured(1, OLD).hasher().hash(jane)));
    }

    private long keyVersion(@Nullable UUID pseudonym) {
        return warehouse.number("select key_version from identity where user_id = '" + pseudonym + "'");
    }

    private Pseudonyms with(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(PseudonymConfig.class)
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter());
        settings.forEach((key, value) -> builder.withDefaultValue("lodestar.pseudonym." + key, value));
        return new Pseudonyms(builder.build().getConfigMapping(PseudonymConfig.class), repository);
    }
}
