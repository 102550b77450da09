package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.cohort.SavedCohortJson;
import dev.lodestar.contracts.cohort.SavedCohortRecord;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Publishes what the broker does not have yet: at once after a change, and again on a timer until it has it. */
@ApplicationScoped
class SavedCohortPublisher {
    private static final Logger LOG = Logger.getLogger(SavedCohortPublisher.class);
    private static final int BATCH = 100;

    private final SavedCohortStore store;
    private final MutinyEmitter<Record<String, byte @Nullable []>> cohorts;
    private final SavedCohortConfig config;
    private final ObjectMapper mapper;

    SavedCohortPublisher(
            SavedCohortStore store,
            @Channel("saved-cohorts") MutinyEmitter<Record<String, byte @Nullable []>> cohorts,
            SavedCohortConfig config,
            ObjectMapper mapper) {
        this.store = store;
        this.config = config;
        this.cohorts = cohorts;
        this.mapper = mapper;
    }

    /** The same, for a bounded time; what is still open then is left to the timer. */
    Uni<Void> publishSoon() {
        return publishOpen()
                .ifNoItem()
                .after(config.publishTimeout())
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warn("A saved cohort is not published yet; it is tried again", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Completes when the broker has all that was open. One deleted on the way is told to be gone once more. */
    @Scheduled(
            every = "${lodestar.cohorts.publish-interval:10s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class,
            identity = "saved-cohort-publish")
    Uni<Void> publishOpen() {
        return store.unpublished(BATCH)
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(cohort -> publish(cohort).replaceWith(cohort))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> publish(SavedCohortEntity cohort) {
        Uni<byte @Nullable []> value = cohort.deletedAt != null
                ? Uni.createFrom().nullItem()
                : store.body(cohort.id).map(body -> SavedCohortJson.write(record(cohort, body)));
        return value.chain(bytes -> cohorts.send(Record.of(id(cohort), bytes)))
                .chain(() -> store.published(cohort))
                .chain(exists -> exists ? Uni.createFrom().voidItem() : cohorts.send(Record.of(id(cohort), null)));
    }

    private static String id(SavedCohortEntity cohort) {
        return cohort.id.toString();
    }

    /** The cohort as it travels. */
    SavedCohortRecord record(SavedCohortEntity cohort, String body) {
        JsonNode members = json(body);
        return new SavedCohortRecord(
                cohort.id,
                cohort.name,
                cohort.version,
                members.isArray() ? null : members,
                members.isArray() ? Arrays.asList(mapper.convertValue(members, UUID[].class)) : null,
                cohort.createdAt,
                cohort.createdBy);
    }

    /** The body of a row as JSON. */
    JsonNode json(String body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a saved cohort cannot be read back", e);
        }
    }
}
