package dev.lodestar.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.kit.identity.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Caller ALICE =
            new Caller("alice", "bi-tool", "alice", Set.of(Roles.VIEWER), List.of(), false, "a.b.c");
    private static final RandomGenerator RANDOM = new Random(42);
    private static final String HEADER = "Bearer a.b.c";

    private final Hand hand = new Hand();
    private final VerifiedTokens tokens = new VerifiedTokens(Duration.ofSeconds(30), 100, hand, RANDOM);

    @Test
    void a_token_is_known_again_by_the_whole_header_only() {
        tokens.remember(HEADER, signed(NOON.plusSeconds(600)), ALICE);

        assertThat(tokens.recall(HEADER)).isEqualTo(ALICE);
        assertThat(tokens.recall("Bearer a.b.d")).isNull();
        assertThat(tokens.recall("Bearer a.b.")).isNull();
        assertThat(tokens.recall("bearer a.b.c")).isNull();
        assertThat(tokens.recall(null)).isNull();
    }

    @Test
    void a_token_is_verified_anew_after_a_while() {
        tokens.remember(HEADER, signed(NOON.plusSeconds(600)), ALICE);

        hand.now = NOON.plusMillis(14_999);
        assertThat(tokens.recall(HEADER)).isEqualTo(ALICE);
        hand.now = NOON.plusSeconds(30);
        assertThat(tokens.recall(HEADER)).isNull();
    }

    @Test
    void tokens_that_came_together_are_not_all_verified_anew_together() {
        List<String> headers = IntStream.range(0, 100).mapToObj(i -> HEADER + i).toList();
        headers.forEach(header -> tokens.remember(header, signed(NOON.plusSeconds(600)), ALICE));

        hand.now = NOON.plusMillis(22_500);
        assertThat(headers.stream().filter(header -> tokens.recall(header) == null))
                .hasSizeBetween(30, 70);
    }

    @Test
    void a_token_is_not_known_beyond_its_own_end() {
        tokens.remember(HEADER, signed(NOON.plusSeconds(10)), ALICE);

        hand.now = NOON.plusMillis(9_999);
        assertThat(tokens.recall(HEADER)).isEqualTo(ALICE);
        hand.now = NOON.plusSeconds(10);
        assertThat(tokens.recall(HEADER)).isNull();
    }

    @Test
    void what_the_provider_must_be_asked_about_and_what_needs_a_proof_is_never_known() {
        SecurityIdentity introspected = QuarkusSecurityIdentity.builder(signed(NOON.plusSeconds(600)))
                .addAttribute("introspection", "what the provider said")
                .build();
        tokens.remember(HEADER, introspected, ALICE);
        assertThat(tokens.recall(HEADER)).isNull();

        SecurityIdentity bound = QuarkusSecurityIdentity.builder()
                .setPrincipal(new Claims(Map.of(
                        "exp", NOON.plusSeconds(600).getEpochSecond(), "cnf", "the thumbprint of a certificate")))
                .build();
        tokens.remember(HEADER, bound, ALICE);
        assertThat(tokens.recall(HEADER)).isNull();

        tokens.remember("DPoP a.b.c", signed(NOON.plusSeconds(600)), ALICE);
        assertThat(tokens.recall("DPoP a.b.c")).isNull();
    }

    @Test
    void a_time_of_nothing_turns_it_off() {
        VerifiedTokens without = new VerifiedTokens(Duration.ZERO, 100, hand, RANDOM);
        without.remember(HEADER, signed(NOON.plusSeconds(600)), ALICE);
        assertThat(without.recall(HEADER)).isNull();
    }

    private static SecurityIdentity signed(Instant end) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new Claims(Map.of("exp", end.getEpochSecond())))
                .build();
    }

    private record Claims(Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> @Nullable T getClaim(String claim) {
            return (T) claims.get(claim);
        }
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
