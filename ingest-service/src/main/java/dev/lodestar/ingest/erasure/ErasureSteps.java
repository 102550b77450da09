package dev.lodestar.ingest.erasure;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasurePhase;
import dev.lodestar.contracts.timeline.ErasureRecord;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UserKey;
import dev.lodestar.ingest.publishing.RecordPublisher;
import dev.lodestar.ingest.quarantine.QuarantinedUsers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes an open erasure a step further, where it can go further. Every step may be taken twice. Blocks. */
@ApplicationScoped
class ErasureSteps {
    private final Pool pool;
    private final ErasureRepository repository;
    private final StoreCounts counts;
    private final OwnStores ownStores;
    private final QuarantinedUsers quarantine;
    private final RecordPublisher publisher;
    private final ErasureCommandPublisher commands;
    private final ErasureConfig config;
    private final Clock clock;

    ErasureSteps(
            Pool pool,
            ErasureRepository repository,
            StoreCounts counts,
            OwnStores ownStores,
            QuarantinedUsers quarantine,
            RecordPublisher publisher,
            ErasureCommandPublisher commands,
            ErasureConfig config,
            Clock clock) {
        this.pool = pool;
        this.repository = repository;
        this.counts = counts;
        this.ownStores = ownStores;
        this.quarantine = quarantine;
        this.publisher = publisher;
        this.commands = commands;
        this.config = config;
        this.clock = clock;
    }

    void advance(Erasure erasure) {
        switch (erasure.state()) {
            case COUNTING -> count(erasure);
            case SETTLING -> settle(erasure);
            case VERIFYING -> verify(erasure);
            case DONE -> {}
        }
    }

    private void count(Erasure erasure) {
        if (allCounted(erasure) || isPast(erasure.requestedAt(), config.countPatience())) {
            record(erasure, ErasureState.SETTLING);
        } else {
            askWhereDue(erasure, ErasurePhase.COUNT);
        }
    }

    private boolean allCounted(Erasure erasure) {
        return await(counts.of(erasure.id())).stream()
                .filter(store -> store.found() != null)
                .map(StoreCount::service)
                .collect(Collectors.toSet())
                .containsAll(config.services());
    }

    private void settle(Erasure erasure) {
        if (isPast(erasure.requestedAt(), config.settleTime())) {
            deleteRefused(erasure);
            record(erasure, ErasureState.VERIFYING);
        }
    }

    private void deleteRefused(Erasure erasure) {
        await(pool.withTransaction(
                connection -> quarantine.delete(connection, erasure.hashes(), refusedUntil(erasure))));
    }

    private void verify(Erasure erasure) {
        if (askWhereDue(erasure, ErasurePhase.VERIFY)) {
            return;
        }
        deleteRefused(erasure); // another record in the log would not take away one that was filed late
        await(ownStores
                .count(erasure, refusedUntil(erasure))
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : counts.remaining(
                                erasure.id(), OwnStores.SERVICE, rows.get(), erasure.endOffset(), clock.instant())));
        List<StoreCount> stores = await(counts.of(erasure.id()));
        if (stores.stream().anyMatch(store -> store.isLeftAfter(erasure.endOffset()))) {
            record(erasure, ErasureState.VERIFYING);
        } else if (allZero(erasure, stores)) {
            await(repository.done(erasure, clock.instant()));
        }
    }

    private boolean allZero(Erasure erasure, List<StoreCount> stores) {
        return stores.stream().allMatch(store -> store.isZeroAfter(erasure.endOffset()))
                && stores.stream()
                        .map(StoreCount::service)
                        .collect(Collectors.toSet())
                        .containsAll(config.services())
                && stores.stream().anyMatch(store -> store.service().equals(OwnStores.SERVICE));
    }

    /** Rows of a new person under the same id come later, and are not this erasure's. */
    private Instant refusedUntil(Erasure erasure) {
        return erasure.requestedAt().plus(config.settleTime());
    }

    private void record(Erasure erasure, ErasureState next) {
        TimelineRecord written = new TimelineRecord.Erasure(
                new UserKey(erasure.openUser()),
                ErasureRecord.newBuilder().setErasureId(erasure.id().toString()).build());
        Map<Integer, Long> end = await(Uni.createFrom()
                .completionStage(() -> publisher.publishTimeline(List.of(written), clock.instant(), null)));
        Map.Entry<Integer, Long> place = end.entrySet().iterator().next();
        await(repository.recorded(erasure, next, place.getKey(), place.getValue()));
    }

    /** Asks services at first, and again where they have been silent for too long; says whether it did. */
    private boolean askWhereDue(Erasure erasure, ErasurePhase phase) {
        Instant asked = erasure.askedAt();
        if (asked != null && !isPast(asked, config.askAgain())) {
            return false;
        }
        UUID user = erasure.openUser();
        commands.publish(
                new ErasureCommand(erasure.id(), user, phase, erasure.partition(), erasure.endOffset()),
                config.timeout());
        await(repository.asked(erasure.id(), clock.instant()));
        return true;
    }

    private boolean isPast(Instant from, Duration time) {
        return !clock.instant().isBefore(from.plus(time));
    }

    private <T> T await(Uni<T> work) {
        return work.await().atMost(config.timeout());
    }
}
