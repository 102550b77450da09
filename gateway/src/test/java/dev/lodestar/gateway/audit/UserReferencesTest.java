package dev.lodestar.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UserReferencesTest {
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    /** The figure comes from Python's hmac: HMAC(HMAC(seed, purpose), id). */
    @Test
    void a_users_reference_is_an_hmac_under_a_derived_key() {
        UserReferences references = new UserReferences(SEED);

        assertThat(references.of("jane@example.org")).isEqualTo("5173513ce2a9bbab1080f3b88832a052");
        assertThat(references.of("jane@example.com")).isNotEqualTo(references.of("jane@example.org"));
        assertThat(new UserReferences(new byte[32]).of("jane@example.org"))
                .isNotEqualTo(references.of("jane@example.org"));
    }
}
