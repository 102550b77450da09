package dev.lodestar.report.run;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks after unfinished runs: ends steps that have had their time, and takes up what a stopped replica left behind. */
@ApplicationScoped
class RunWatch {
    private final RunStore store;
    private final RunDriver driver;

    RunWatch(RunStore store, RunDriver driver) {
        this.store = store;
        this.driver = driver;
    }

    @Scheduled(every = "${lodestar.run.watch-interval:1s}", concurrentExecution = ConcurrentExecution.SKIP)
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
}
