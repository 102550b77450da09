package dev.lodestar.metrics.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.funnel.FunnelUsersAnswer;
import dev.lodestar.engine.funnel.FunnelUsersAnswer.FunnelUser;
import dev.lodestar.engine.query.AsOf;
import dev.lodestar.host.answer.Answers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FunnelUsersResponseTest {
    private static final UUID ANN = UUID.fromString("5b0e0c4e-0000-4000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void its_tag_is_of_all_but_the_views_that_the_cursor_names() {
        FunnelUsersResponse page = page(7, ANN);

        assertThat(page(7, ANN).nextCursor()).isNotEqualTo(page.nextCursor());
        assertThat(page(7, ANN).tagged()).isEqualTo(page.tagged());
        assertThat(page(8, ANN).tagged()).as("another position").isNotEqualTo(page.tagged());
        assertThat(page(7, null).tagged()).as("the last page").isNotEqualTo(page.tagged());
    }

    private static FunnelUsersResponse page(long offset, @Nullable UUID last) {
        FunnelUsersAnswer answer = new FunnelUsersAnswer(
                Map.of(), AsOf.of(0, offset, 0), 1, NOW, 2, List.of(new FunnelUser(ANN, 1, NOW)), last);
        return FunnelUsersResponse.from(
                new Answers.Page<>(answer, UUID.randomUUID().toString()));
    }
}
