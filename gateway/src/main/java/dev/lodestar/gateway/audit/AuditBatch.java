package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.CanonicalEntry;
import dev.lodestar.gateway.audit.domain.ChainLink;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Events that are chained to a head and go to the database together. */
final class AuditBatch {
    private final ChainLink before;
    private final List<AuditEvent> events;
    private final List<ChainLink> links = new ArrayList<>();

    AuditBatch(ChainLink before, List<AuditEvent> events) {
        this.before = before;
        this.events = events;
        ChainLink head = before;
        for (AuditEvent event : events) {
            head = head.next(event);
            links.add(head);
        }
    }

    /** The head once the batch is stored. */
    ChainLink after() {
        return links.getLast();
    }

    /** The parameters of {@link AuditSql#APPEND}. */
    Tuple parameters() {
        Tuple parameters = Tuple.of(after().sequence(), after().hash(), before.sequence(), before.hash());
        parameters.addValue(links.stream().map(ChainLink::sequence).toArray(Long[]::new));
        parameters.addValue(previousHashes());
        parameters.addValue(links.stream().map(ChainLink::hash).toArray(String[]::new));
        parameters.addValue(column(event -> event.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new));
        parameters.addValue(texts(event -> event.action().wireName()));
        parameters.addValue(texts(event -> event.actor().subject()));
        parameters.addValue(texts(event -> event.actor().client()));
        parameters.addValue(texts(event -> event.request().id()));
        parameters.addValue(texts(event -> event.request().sourceAddress()));
        parameters.addValue(texts(event -> event.request().method()));
        parameters.addValue(texts(event -> event.request().route()));
        parameters.addValue(
                texts(event -> CanonicalEntry.parameters(event.request().parameters())));
        parameters.addValue(texts(event -> event.outcome().decision().wireName()));
        parameters.addValue(column(event -> event.outcome().status(), Integer[]::new));
        parameters.addValue(texts(event -> event.outcome().code()));
        parameters.addValue(column(event -> event.outcome().durationMicros(), Long[]::new));
        parameters.addValue(texts(event -> event.request().traceId()));
        parameters.addValue(texts(event -> event.outcome().asOf()));
        parameters.addValue((short) CanonicalEntry.VERSION);
        return parameters;
    }

    private String[] previousHashes() {
        String[] hashes = new String[links.size()];
        hashes[0] = before.hash();
        for (int i = 1; i < hashes.length; i++) {
            hashes[i] = links.get(i - 1).hash();
        }
        return hashes;
    }

    private @Nullable String[] texts(Function<AuditEvent, @Nullable String> value) {
        return column(value, String[]::new);
    }

    private <T extends @Nullable Object> T[] column(Function<AuditEvent, T> value, IntFunction<T[]> array) {
        return events.stream().map(value).toArray(array);
    }
}
