package dev.lodestar.kit.trace;

import dev.lodestar.kit.identity.UserAddress;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.UnaryOperator;

/** Takes people's clear ids out of the addresses that spans carry to a collector, where nobody would erase them. */
@Singleton
public class UserlessSpans implements SpanProcessor {
    private static final List<AttributeKey<String>> ADDRESSES =
            List.of(AttributeKey.stringKey("url.path"), AttributeKey.stringKey("url.full"));
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        ADDRESSES.forEach(key -> clear(span, key, UserAddress::without));
        clear(span, QUERY, UserAddress::withoutInQuery);
    }

    private static void clear(ReadWriteSpan span, AttributeKey<String> key, UnaryOperator<String> without) {
        String value = span.getAttribute(key);
        if (value != null) {
            span.setAttribute(key, without.apply(value));
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
