package dev.lodestar.report.note;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Publishes notes, each at least once: who reads them knows one that comes again. */
@ApplicationScoped
class NotePublisher {
    private static final int BATCH = 100;
    /** Longer than the broker may take to acknowledge. */
    private static final Duration CLAIM = Duration.ofMinutes(5);

    private final Notes notes;
    private final NoteTopic topic;
    private final Clock clock;

    NotePublisher(Notes notes, NoteTopic topic, Clock clock) {
        this.notes = notes;
        this.topic = topic;
        this.clock = clock;
    }

    @Scheduled(
            every = "${lodestar.notification.interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> publish() {
        return notes.take(clock.instant(), CLAIM, BATCH)
                .onItem()
                .transformToMulti(taken -> Multi.createFrom().iterable(taken))
                .onItem()
                .transformToUniAndConcatenate(this::publish)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> publish(Notes.Taken taken) {
        return topic.publish(taken.note()).chain(() -> notes.published(taken.id()));
    }
}
