package dev.lodestar.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.StepOutcome;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ResultConsumerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final UUID RUN = UUID.randomUUID();
    private static final byte[] RESULT = AnalysisJson.write(new AnalysisResult(
            RUN.toString(),
            AnalysisStep.GROWTH,
            StepOutcome.FAILED,
            "not in this test",
            null,
            Instant.parse("2025-04-01T00:00:00Z"),
            7,
            "ann",
            null,
            null));

    private final AtomicInteger attempts = new AtomicInteger();
    private final List<UUID> ready = new ArrayList<>();

    @Test
    void a_result_is_stored_however_long_the_database_is_away() {
        ResultConsumer consumer = consumer(result ->
                attempts.incrementAndGet() <= 100 ? failed() : Uni.createFrom().item(true));

        consumer.result(RESULT).await().atMost(LIMIT);

        assertThat(attempts).hasValue(101);
        assertThat(ready).containsExactly(RUN);
    }

    @Test
    void a_consumer_that_stops_tries_no_more() {
        ResultConsumer consumer = consumer(result -> failed());
        consumer.stop(new ShutdownEvent());

        assertThatThrownBy(() -> consumer.result(RESULT).await().atMost(LIMIT)).hasMessage("away");

        assertThat(ready).isEmpty();
    }

    private static Uni<Boolean> failed() {
        return Uni.createFrom().failure(new IllegalStateException("away"));
    }

    private ResultConsumer consumer(Function<AnalysisResult, Uni<Boolean>> taking) {
        return new ResultConsumer(taking, ready::add, Duration.ofMillis(1), Duration.ofMillis(2));
    }
}
