package dev.lodestar.ingest.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes the place of the collector of traces. */
@ApplicationScoped
public class RecordedSpans {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();

    @Produces
    @Singleton
    SpanExporter exporter() {
        return exported;
    }

    /** The spans of a trace that have ended by now. */
    public List<SpanData> of(OpenTelemetry telemetry, String traceId) {
        ((OpenTelemetrySdk) telemetry).getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(traceId))
                .toList();
    }
}
