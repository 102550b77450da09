package dev.lodestar.gateway.audit.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainLinkTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String POSITION = "2026-01-02T03:04:00Z 0:17";

    private static final AuditEvent EVENT =
            event("/api/v1/funnel", Map.of("to", "2024-02-01", "from", "2024-01-01"), null, null);
    private static final AuditEvent TRACED =
            event("/api/v1/funnel", Map.of("to", "2024-02-01", "from", "2024-01-01"), TRACE, POSITION);

    @Test
    void the_canonical_text_is_sorted_and_has_no_white_space() {
        assertThat(CanonicalEntry.of(ChainLink.GENESIS, TRACED, 2).json())
                .isEqualTo("{\"action\":\"api_call\",\"as_of\":\"2026-01-02T03:04:00Z 0:17\","
                        + "\"at\":\"2026-01-02T03:04:05.678901Z\",\"client\":\"web\",\"code\":null,"
                        + "\"decision\":\"allowed\",\"duration_micros\":1500,\"method\":\"GET\","
                        + "\"parameters\":{\"from\":\"2024-01-01\",\"to\":\"2024-02-01\"},"
                        + "\"previous_hash\":\"" + "0".repeat(64)
                        + "\",\"request_id\":\"r-1\",\"route\":\"/api/v1/funnel\","
                        + "\"sequence\":1,\"source_address\":\"192.0.2.7\",\"status\":200,\"subject\":\"alice\","
                        + "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"version\":2}");
    }

    @Test
    void what_an_entry_does_not_have_is_left_out_and_only_what_is_new() {
        assertThat(CanonicalEntry.of(ChainLink.GENESIS, EVENT, 2).json())
                .contains("\"code\":null", "\"version\":2")
                .doesNotContain("trace_id", "as_of");
    }

    @Test
    void an_entry_of_the_first_version_is_written_as_it_was() {
        assertThat(CanonicalEntry.of(ChainLink.GENESIS, EVENT, 1).json())
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
        assertThat(ChainLink.GENESIS.next(EVENT, 1))
                .isEqualTo(new ChainLink(1, "7f3b96bc9ea09f4d9ffabc0b78658b1a52223264df16318f1aaa4c3d57a41166"));
        assertThat(ChainLink.GENESIS.next(TRACED))
                .isEqualTo(new ChainLink(1, "ec41c5802c6d95e4dfd7639e18db84b4a51e0f0b356d1db612c993b2d6f49524"));
    }

    @Test
    void a_version_has_no_place_for_what_is_newer_and_there_is_none_after_the_last() {
        assertThatThrownBy(() -> ChainLink.GENESIS.next(TRACED, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChainLink.GENESIS.next(EVENT, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChainLink.GENESIS.next(EVENT, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_position_has_a_limit_of_its_own() {
        AuditEvent event = event("/x", Map.of(), null, "1".repeat(AuditEvent.AS_OF_LIMIT + 1));

        assertThat(event.outcome().asOf()).hasSize(AuditEvent.AS_OF_LIMIT);
    }

    @Test
    void the_same_event_at_another_place_has_another_hash() {
        ChainLink first = ChainLink.GENESIS.next(EVENT);

        assertThat(first.next(EVENT).hash()).isNotEqualTo(first.hash());
    }

    @Test
    void what_comes_from_outside_is_cut_and_freed_of_control_characters() {
        AuditEvent event = event("/x", Map.of("segment", "a\u0000b\n" + "c".repeat(1000)), null, null);

        assertThat(event.request().parameters().get("segment"))
                .startsWith("a\uFFFDb\uFFFDc")
                .hasSize(AuditEvent.TEXT_LIMIT);
    }

    @Test
    void quotes_and_backslashes_are_escaped() {
        assertThat(CanonicalEntry.parameters(new TreeMap<>(Map.of("q", "a\"b\\c"))))
                .isEqualTo("{\"q\":\"a\\\"b\\\\c\"}");
    }

    private static AuditEvent event(
            String route, Map<String, String> parameters, @Nullable String traceId, @Nullable String asOf) {
        return new AuditEvent(
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                Action.API_CALL,
                new Actor("alice", "web"),
                new AuditEvent.Request("r-1", "192.0.2.7", "GET", route, new TreeMap<>(parameters), traceId),
                new Outcome(Decision.ALLOWED, 200, null, 1500, asOf));
    }
}
