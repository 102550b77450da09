package dev.lodestar.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.ingest.Await;
import dev.lodestar.ingest.intake.Submission;
import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.validation.DataSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PendingTest {
    private final List<Submission> settled = new CopyOnWriteArrayList<>();

    @Test
    void what_waits_for_too_long_is_settled_though_nobody_asks_for_it() {
        Submission first = submission();
        Submission second = submission();
        try (Pending pending = Pending.watched(settled::add, Duration.ofMillis(50))) {
            pending.add(first);
            pending.add(second);

            Await.until(() -> settled, found -> found.size() == 2);
        }
        assertThat(settled)
                .satisfiesExactly(
                        one -> assertThat(one).isSameAs(first),
                        two -> assertThat(two).isSameAs(second));
    }

    @Test
    void what_is_too_much_is_settled_at_once_and_the_rest_waits() {
        Submission first = submission();
        try (Pending pending = Pending.watched(settled::add, Duration.ofMinutes(1))) {
            pending.add(first);
            pending.add(submission());

            pending.settleDownTo(1);
        }
        assertThat(settled).singleElement().isSameAs(first);
    }

    @Test
    void what_could_not_be_settled_meanwhile_fails_the_next_step_and_the_others_are_settled_all_the_same() {
        Submission broken = submission();
        try (Pending pending = Pending.watched(
                submission -> {
                    settled.add(submission);
                    if (submission == broken) {
                        throw new IllegalStateException("made up");
                    }
                },
                Duration.ofMillis(200))) {
            pending.add(broken);
            pending.add(submission());
            Await.until(() -> settled, found -> !found.isEmpty());

            assertThatThrownBy(() -> pending.settleDownTo(8)).hasMessage("made up");
            assertThatThrownBy(() -> pending.add(submission())).hasMessage("made up");
            assertThat(pending.settleRest()).isZero();
        }
        assertThat(settled).hasSize(2);
    }

    private static Submission submission() {
        return new Submission(
                DataSet.EVENTS,
                List.of(),
                List.of(),
                new QualityBooks.Page(),
                CompletableFuture.completedFuture(Map.of()));
    }
}
