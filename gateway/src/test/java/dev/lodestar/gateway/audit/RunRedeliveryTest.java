package dev.lodestar.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.RunEnd;
import dev.lodestar.contracts.analysis.RunOutcome;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that takes an entry or does not, and remembers those that it took, and a topic with two results. */
class RunRedeliveryTest {
    private static final TopicPartition RESULTS = new TopicPartition("results", 0);
    private static final int CONVERTER_PRIORITY = 300;

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final Queue<Future<Void>> log = new ArrayDeque<>();
    private final List<AuditEvent> appended = new ArrayList<>();
    private final Set<String> noted = new HashSet<>();
    private final RunAudit audit = new RunAudit(
            () -> consumer,
            event -> {
                appended.add(event);
                return log.remove();
            },
            runs -> Future.succeededFuture(Set.copyOf(noted)),
            new RunAudit.Topics("commands", RESULTS.topic(), "alerts"),
            new SmallRyeConfigBuilder()
                    .withMapping(AuditConfig.class)
                    .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                    .withDefaultValue("lodestar.audit.signing-key", "of no use here")
                    .build()
                    .getConfigMapping(AuditConfig.class));

    @BeforeEach
    void two_results_have_come() {
        consumer.assign(List.of(RESULTS));
        consumer.updateBeginningOffsets(Map.of(RESULTS, 0L));
        consumer.addRecord(new ConsumerRecord<>(RESULTS.topic(), 0, 0, "r", result(AnalysisStep.SUMMARY)));
        consumer.addRecord(new ConsumerRecord<>(RESULTS.topic(), 0, 1, "r", result(AnalysisStep.FUNNEL)));
    }

    @Test
    void their_place_is_committed_when_both_are_stored() throws Exception {
        log.add(Future.succeededFuture());
        log.add(Future.succeededFuture());

        audit.note(consumer);

        assertThat(consumer.committed(Set.of(RESULTS))).containsEntry(RESULTS, new OffsetAndMetadata(2));
        assertThat(appended)
                .extracting(event -> event.request().sourceAddress())
                .containsExactly("results-0@0", "results-0@1");
    }

    @Test
    void a_place_is_not_committed_as_long_as_one_of_them_is_not_stored() {
        log.add(Future.succeededFuture());
        log.add(Future.failedFuture("no database"));

        assertThatThrownBy(() -> audit.note(consumer)).isInstanceOf(ExecutionException.class);

        assertThat(consumer.committed(Set.of(RESULTS))).isEmpty();
    }

    @Test
    void what_comes_again_after_a_place_was_not_committed_gets_only_the_entry_that_it_lacks() throws Exception {
        noted.add(RunEntries.identity("run_step", "r", "results-0@0"));
        log.add(Future.succeededFuture());

        audit.note(consumer);

        assertThat(appended)
                .extracting(event -> event.request().sourceAddress())
                .containsExactly("results-0@1");
        assertThat(consumer.committed(Set.of(RESULTS))).containsEntry(RESULTS, new OffsetAndMetadata(2));
    }

    @Test
    void the_end_of_a_run_that_is_told_twice_has_one_entry() throws Exception {
        consumer.addRecord(new ConsumerRecord<>(RESULTS.topic(), 0, 2, "r", end()));
        consumer.addRecord(new ConsumerRecord<>(RESULTS.topic(), 0, 3, "r", end()));
        log.addAll(List.of(Future.succeededFuture(), Future.succeededFuture(), Future.succeededFuture()));

        audit.note(consumer);

        assertThat(appended)
                .extracting(event -> event.request().sourceAddress())
                .containsExactly("results-0@0", "results-0@1", "results-0@2");
    }

    private static byte[] end() {
        return AnalysisJson.write(new AnalysisResult(
                "r",
                AnalysisStep.REPORT,
                StepOutcome.FAILED,
                "disk full",
                null,
                Instant.EPOCH,
                1,
                "alice",
                null,
                new RunEnd(RunOutcome.FAILED, 9)));
    }

    private static byte[] result(AnalysisStep step) {
        AnalysisCommand command = new AnalysisCommand(
                "r", step, null, null, null, List.of(), 1, 1, Map.of(), 0, Instant.EPOCH, "al", null);
        return AnalysisJson.write(AnalysisResult.failed(command, "out of memory", Instant.EPOCH, 1));
    }
}
