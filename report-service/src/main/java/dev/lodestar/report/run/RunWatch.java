package dev.lodestar.report.run;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Looks after unfinished runs: ends steps that have had their time, and takes up what a stopped replica left behind. Then tells others of the runs that have ended, each at
 * least once: it counts as told when the broker has acknowledged.
 */
@ApplicationScoped
class RunWatch {
    private final RunStore store;
    private final RunDriver driver;
    private final RunEndPublisher ends;

    RunWatch(RunStore store, RunDriver driver, RunEndPublisher ends) {
        this.store = store;
        this.driver = driver;
        this.ends = ends;
    }

    @Scheduled(
            every = "${lodestar.run.watch-interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> watch() {
        return store.unfinished()
                .onItem()
                .transformToMulti(runs -> Multi.createFrom().iterable(runs))
                .onItem()
                .transformToUniAndConcatenate(this::look)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> look(RunEntity run) {
        Uni<Void> expired =
                store.overdue(run) ? store.expire(run.id) : Uni.createFrom().voidItem();
        return expired.invoke(() -> {
            if (store.overdue(run) || run.steps().undispatched() || run.steps().readyToCompose()) {
                driver.advance(run.id);
            }
        });
    }

    @Scheduled(
            every = "${lodestar.run.watch-interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> tellEnds() {
        return store.untold()
                .onItem()
                .transformToMulti(runs -> Multi.createFrom().iterable(runs))
                .onItem()
                .transformToUniAndConcatenate(this::tellEnd)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> tellEnd(UUID id) {
        return store.claimEnd(id)
                .chain(run -> run == null
                        ? Uni.createFrom().voidItem()
                        : ends.publish(run)
                                .chain(() -> store.endPublished(id))
                                .onFailure()
                                .call(() -> store.release(id)));
    }
}
