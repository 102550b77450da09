package dev.lodestar.report.run;

import dev.lodestar.report.alert.AlertJudge;
import dev.lodestar.report.alert.EndedRun;
import dev.lodestar.report.alert.domain.RunFigures;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Has the rules of alerts held against the runs that have ended. Reading answers takes a worker's time; a run that cannot be judged now is taken up again. */
@ApplicationScoped
class EndedRuns {
    private static final Logger LOG = Logger.getLogger(EndedRuns.class);

    private final RunStore store;
    private final AlertJudge judge;

    EndedRuns(RunStore store, AlertJudge judge) {
        this.store = store;
        this.judge = judge;
    }

    @Scheduled(
            every = "${lodestar.run.watch-interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void judge() {
        for (UUID run : await(judge::unjudged)) {
            try {
                EndedRun ended = await(() -> store.ended(run));
                RunFigures figures = judge.figures(ended);
                await(() -> judge.judge(ended, figures).replaceWith(true));
            } catch (RuntimeException e) {
                LOG.errorf(e, "A run could not be judged and will be tried again, run_id=%s", run);
            }
        }
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return Objects.requireNonNull(VertxContextSupport.subscribeAndAwait(work));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
