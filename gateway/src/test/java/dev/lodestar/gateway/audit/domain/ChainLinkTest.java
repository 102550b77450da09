package dev.lodestar.gateway.audit.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChainLinkTest {
    private static final AuditEvent EVENT =
            event("/api/v1/funnel", Map.of("to", "2024-02-01", "from", "2024-01-01"), 200);

    @Test
    void the_canonical_text_is_sorted_and_has_no_white_space() {
        assertThat(CanonicalEntry.of(ChainLink.GENESIS, EVENT).json())
                .isEqualTo(
                        "{\"action\":\"api_call\",\"at\":\"2026-01-02T03:04:05.678901Z\",\"client\":\"web\",\"code\":null,"
                                + "\"decision\":\"allowed\",\"duration_micros\":1500,\"method\":\"GET\","
                                + "\"parameters\":{\"from\":\"2024-01-01\",\"to\":\"2024-02-01\"},"
                                + "\"previous_hash\":\"" + "0".repeat(64)
                                + "\",\"request_id\":\"r-1\",\"route\":\"/api/v1/funnel\","
                                + "\"sequence\":1,\"source_address\":\"192.0.2.7\",\"status\":200,\"subject\":\"alice\"}");
    }

    /** The figure comes from {@code printf '%s' '<the text above>' | sha256sum}. */
    @Test
    void the_hash_is_sha_256_of_the_canonical_text() {
        assertThat(ChainLink.GENESIS.next(EVENT))
                .isEqualTo(new ChainLink(1, "7f3b96bc9ea09f4d9ffabc0b78658b1a52223264df16318f1aaa4c3d57a41166"));
    }

    @Test
    void the_same_event_at_another_place_has_another_hash() {
        ChainLink first = ChainLink.GENESIS.next(EVENT);

        assertThat(first.next(EVENT).hash()).isNotEqualTo(first.hash());
    }

    @Test
    void what_comes_from_outside_is_cut_and_freed_of_control_characters() {
        AuditEvent event = event("/x", Map.of("segment", "a\u0000b\n" + "c".repeat(1000)), 200);

        assertThat(event.request().parameters().get("segment"))
                .startsWith("a\uFFFDb\uFFFDc")
                .hasSize(AuditEvent.TEXT_LIMIT);
    }

    @Test
    void quotes_and_backslashes_are_escaped() {
        assertThat(CanonicalEntry.parameters(new TreeMap<>(Map.of("q", "a\"b\\c"))))
                .isEqualTo("{\"q\":\"a\\\"b\\\\c\"}");
    }

    private static AuditEvent event(String route, Map<String, String> parameters, int status) {
        return new AuditEvent(
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                Action.API_CALL,
                new Actor("alice", "web"),
                new AuditEvent.Request("r-1", "192.0.2.7", "GET", route, new TreeMap<>(parameters)),
                new Outcome(Decision.ALLOWED, status, null, 1500));
    }
}
