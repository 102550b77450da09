package dev.lodestar.gateway.audit.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.gateway.audit.domain.SignedHead.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedHeadTest {
    /** RFC 8032, section 7.1, test 1: seed, public key, and the signature of the empty message. */
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final String PUBLIC_KEY = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private static final String SIGNATURE_OF_NOTHING =
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

    private static final SigningKey KEY = SigningKey.ofSeed(SEED);
    private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(KEY.publicKey()));
    private static final ChainLink LINK = new ChainLink(7, "ab".repeat(32));
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final SignedHead HEAD = SignedHead.sign(Kind.HEAD, LINK, AT, KEY);

    @Test
    void a_seed_gives_the_key_and_the_signature_of_the_standard() {
        assertThat(TRUSTED.encoded()).containsValue(PUBLIC_KEY);
        assertThat(KEY.sign(""))
                .isEqualTo(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(SIGNATURE_OF_NOTHING)));
    }

    @Test
    void the_signed_text_is_canonical_json() {
        assertThat(HEAD.text())
                .isEqualTo("{\"hash\":\"" + "ab".repeat(32) + "\",\"key_id\":\"" + KEY.id()
                        + "\",\"kind\":\"head\",\"sequence\":7,\"signed_at\":\"2026-01-02T03:04:05.678901Z\"}");
    }

    @Test
    void a_signature_holds_for_what_was_signed_and_for_nothing_else() {
        assertThat(TRUSTED.signed(HEAD)).isTrue();
        assertThat(TRUSTED.signed(changed(Kind.FLOOR, LINK, AT, HEAD.signature())))
                .isFalse();
        assertThat(TRUSTED.signed(changed(Kind.HEAD, new ChainLink(8, LINK.hash()), AT, HEAD.signature())))
                .isFalse();
        assertThat(TRUSTED.signed(changed(Kind.HEAD, new ChainLink(7, "ac".repeat(32)), AT, HEAD.signature())))
                .isFalse();
        assertThat(TRUSTED.signed(changed(Kind.HEAD, LINK, AT.plusSeconds(1), HEAD.signature())))
                .isFalse();
        assertThat(TRUSTED.signed(changed(Kind.HEAD, LINK, AT, "no base64!"))).isFalse();
    }

    @Test
    void a_key_that_is_not_trusted_signs_nothing() {
        SigningKey other = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

        assertThat(TRUSTED.signed(SignedHead.sign(Kind.HEAD, LINK, AT, other))).isFalse();
        assertThat(new TrustedKeys(List.of(other.publicKey(), TrustedKeys.parse(PUBLIC_KEY))).signed(HEAD))
                .isTrue();
    }

    @Test
    void a_seed_of_another_length_is_no_seed() {
        assertThatThrownBy(() -> SigningKey.ofSeed(new byte[31])).hasMessage("a seed has 32 bytes, not 31");
    }

    private static SignedHead changed(Kind kind, ChainLink link, Instant at, String signature) {
        return new SignedHead(kind, link, at, KEY.id(), signature);
    }

    @ParameterizedTest
    @CsvSource({"999,  59, false", "1000,  0, true", "1,    59, false", "1,    60, true", "0,  3600, false"})
    void a_head_is_due_after_a_thousand_entries_or_a_minute_with_any(long entries, long seconds, boolean due) {
        CheckpointRule rule = new CheckpointRule(1000, Duration.ofSeconds(60));
        ChainLink head = new ChainLink(LINK.sequence() + entries, "cd".repeat(32));

        assertThat(rule.due(HEAD, head, AT.plusSeconds(seconds))).isEqualTo(due);
    }

    @Test
    void the_first_entry_of_all_is_signed_at_once() {
        CheckpointRule rule = new CheckpointRule(1000, Duration.ofSeconds(60));

        assertThat(rule.due(null, new ChainLink(1, LINK.hash()), AT)).isTrue();
        assertThat(rule.due(null, ChainLink.GENESIS, AT)).isFalse();
    }
}
