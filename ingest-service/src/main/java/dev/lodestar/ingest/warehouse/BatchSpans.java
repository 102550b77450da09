package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.kit.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One span for a batch, never one for a record. It belongs to the trace of the first record that has one and is linked to those of the others; where no record
 * has one, which is the rule, there is no span.
 */
@ApplicationScoped
class BatchSpans {
    /** The most requests that a batch's span is tied to. */
    static final int REQUEST_LIMIT = 32;

    private final Tracer tracer;

    BatchSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The writing of a batch as a span. */
    Uni<Void> traced(PartitionBatch batch, Uni<Void> write) {
        Set<String> requests = requests(batch);
        if (requests.isEmpty()) {
            return write;
        }
        return Uni.createFrom().deferred(() -> {
            Span span = begin(batch, requests.iterator());
            return write.onFailure()
                    .invoke(failure ->
                            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName()))
                    .onTermination()
                    .invoke(span::end);
        });
    }

    private Span begin(PartitionBatch batch, Iterator<String> requests) {
        SpanBuilder span = tracer.spanBuilder("write " + batch.topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(TraceParent.read(requests.next()))))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", batch.topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(batch.partition()))
                .setAttribute("messaging.batch.message_count", batch.records().size());
        requests.forEachRemaining(request -> {
            SpanContext cause = TraceParent.read(request);
            if (cause.isValid()) {
                span.addLink(cause);
            }
        });
        return span.startSpan();
    }

    /** Successive records mostly come from one request, so comparing with the last one saves the decoding. */
    private static Set<String> requests(PartitionBatch batch) {
        Set<String> requests = new LinkedHashSet<>();
        byte @Nullable [] last = null;
        for (ConsumerRecord<byte[], byte[]> source : batch.records()) {
            Header header = source.headers().lastHeader(RecordHeaders.TRACE_PARENT);
            if (header != null && header.value() != null && !Arrays.equals(header.value(), last)) {
                last = header.value();
                requests.add(new String(last, StandardCharsets.US_ASCII));
                if (requests.size() == REQUEST_LIMIT) {
                    break;
                }
            }
        }
        return requests;
    }
}
