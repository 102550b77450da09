package dev.lodestar.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The W3C header {@code traceparent}. */
public final class TraceParent {
    /** Name of the header, of HTTP requests and of records alike. */
    public static final String NAME = "traceparent";

    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

    private TraceParent() {}

    /** The header's value for work that the current span causes; empty when there is none, or when it is not recorded. */
    public static Optional<String> current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isSampled() ? of(span) : Optional.empty();
    }

    /** The header's value for work that a span causes, whether it is recorded or not; empty when there is no span. */
    public static Optional<String> of(SpanContext span) {
        if (!span.isValid()) {
            return Optional.empty();
        }
        Map<String, String> carrier = new HashMap<>();
        FORMAT.inject(Context.root().with(Span.wrap(span)), carrier, Map::put);
        return Optional.ofNullable(carrier.get(NAME));
    }

    /** The header's value for work that nothing caused: a trace of its own, not recorded. */
    public static String begin() {
        RandomGenerator random = ThreadLocalRandom.current();
        String trace = TraceId.fromLongs(random.nextLong(), random.nextLong() | 1);
        String span = SpanId.fromLong(random.nextLong() | 1);
        return of(SpanContext.create(trace, span, TraceFlags.getDefault(), TraceState.getDefault()))
                .orElseThrow();
    }

    /** The span that a header's value names; not valid when the value is malformed. */
    public static SpanContext read(String value) {
        Context context = FORMAT.extract(Context.root(), value, ValueGetter.INSTANCE);
        return Span.fromContext(context).getSpanContext();
    }

    private enum ValueGetter implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String value) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String value, String key) {
            return key.equals(NAME) ? value : null;
        }
    }
}
