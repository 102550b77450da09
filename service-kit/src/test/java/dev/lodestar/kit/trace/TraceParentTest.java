package dev.lodestar.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void a_recorded_span_is_passed_on_as_the_standard_writes_it() {
        try (Scope scope = span(TraceFlags.getSampled()).makeCurrent()) {
            assertThat(scope).isNotNull();
            assertThat(TraceParent.current()).contains("00-" + TRACE + "-" + SPAN + "-01");
        }
    }

    @Test
    void a_span_that_is_not_recorded_costs_nothing() {
        try (Scope scope = span(TraceFlags.getDefault()).makeCurrent()) {
            assertThat(scope).isNotNull();
            assertThat(TraceParent.current()).isEmpty();
        }
        assertThat(TraceParent.current()).isEmpty();
    }

    @Test
    void a_span_is_written_down_for_later_whether_it_is_recorded_or_not() {
        assertThat(TraceParent.of(span(TraceFlags.getDefault()).getSpanContext()))
                .contains("00-" + TRACE + "-" + SPAN + "-00");
        assertThat(TraceParent.of(SpanContext.getInvalid())).isEmpty();
    }

    @Test
    void what_was_written_is_read_back() {
        SpanContext read = TraceParent.read("00-" + TRACE + "-" + SPAN + "-01");

        assertThat(read.getTraceId()).isEqualTo(TRACE);
        assertThat(read.getSpanId()).isEqualTo(SPAN);
        assertThat(read.isSampled()).isTrue();
        assertThat(read.isRemote()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00-" + TRACE + "-" + SPAN, "zz-" + TRACE + "-" + SPAN + "-01", "\u0000"})
    void a_malformed_value_names_no_span(String value) {
        assertThat(TraceParent.read(value).isValid()).isFalse();
    }

    private static Span span(TraceFlags flags) {
        return Span.wrap(SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault()));
    }
}
