package dev.lodestar.ingest.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.ingest.Await;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class TraceTest {
    private static final int EVENTS = 40;

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String marker = "traced-" + UUID.randomUUID();

    @Inject
    OpenTelemetry telemetry;

    @Inject
    RecordedSpans spans;

    @Inject
    @ConfigProperty(name = "lodestar.topics.timeline")
    String timelineTopic;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void a_recorded_request_is_followed_through_the_log_into_the_warehouse_by_spans_of_batches() {
        send("01");

        List<ConsumerRecord<byte[], byte[]>> records = recordsOfThisTest();
        SpanData request = Await.until(() -> ofKind(SpanKind.SERVER), found -> !found.isEmpty())
                .getFirst();
        assertThat(records)
                .allSatisfy(written ->
                        assertThat(traceParent(written)).isEqualTo("00-" + trace + "-" + request.getSpanId() + "-01"));

        List<SpanData> writes = Await.until(() -> ofKind(SpanKind.CONSUMER), found -> messages(found) >= EVENTS);
        assertThat(writes).allSatisfy(write -> {
            assertThat(write.getName()).isEqualTo("write " + timelineTopic);
            assertThat(write.getParentSpanId()).isEqualTo(request.getSpanId());
        });
        assertThat(writes).as("a span for a batch, not for a row").hasSizeLessThan(EVENTS);
    }

    @Test
    void a_request_that_is_not_recorded_leaves_no_trace_on_its_records() {
        send("00");

        assertThat(recordsOfThisTest())
                .allSatisfy(written -> assertThat(written.headers().lastHeader(RecordHeaders.TRACE_PARENT))
                        .isNull());
        assertThat(spans.of(telemetry, trace)).isEmpty();
    }

    private void send(String flags) {
        String body = IntStream.range(0, EVENTS)
                .mapToObj(i -> """
                        {"event_id":"%s-%d","user_id":"%s","event_type":"page_viewed","timestamp":"2026-05-01T12:00:00Z"}""".formatted(marker, i, marker))
                .collect(Collectors.joining(",", "[", "]"));
        given().header("Authorization", Tokens.bearer("app", "ingest"))
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-" + flags)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/events")
                .then()
                .statusCode(202);
    }

    private List<SpanData> ofKind(SpanKind kind) {
        return spans.of(telemetry, trace).stream()
                .filter(span -> span.getKind() == kind)
                .toList();
    }

    private static long messages(List<SpanData> writes) {
        return writes.stream()
                .mapToLong(write -> write.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                .sum();
    }

    private static String traceParent(ConsumerRecord<byte[], byte[]> written) {
        Header header = written.headers().lastHeader(RecordHeaders.TRACE_PARENT);
        return header == null ? "none" : new String(header.value(), StandardCharsets.US_ASCII);
    }

    private List<ConsumerRecord<byte[], byte[]>> recordsOfThisTest() {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(timelineTopic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            Await.until(
                    () -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(written -> {
                            if (new String(written.value(), StandardCharsets.ISO_8859_1).contains(marker)) {
                                found.add(written);
                            }
                        });
                        return found.size();
                    },
                    size -> size == EVENTS);
            return found;
        }
    }
}
