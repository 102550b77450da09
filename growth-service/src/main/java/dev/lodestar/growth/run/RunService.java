package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.growth.observation.RunAnswers;
import dev.lodestar.growth.projection.GrowthFactsService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings the growth step of each run from its command to its result. */
@ApplicationScoped
class RunService {

    private static final Logger LOG = Logger.getLogger(RunService.class);

    /** Without end: what is refused at last stops the channel for good. */
    private static final int RETRIES = -1;

    private static final long PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final RunStore store;
    private final RunAnswers answers;
    private final GrowthFactsService facts;
    private final GrowthStep step;
    private final ResultPublisher publisher;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private volatile boolean stopping;

    RunService(
            RunStore store,
            RunAnswers answers,
            GrowthFactsService facts,
            GrowthStep step,
            ResultPublisher publisher,
            MeterRegistry meters,
            Vertx vertx) {
        this.store = store;
        this.answers = answers;
        this.facts = facts;
        this.step = step;
        this.publisher = publisher;
        this.meters = meters;
        this.vertx = vertx;
    }

    /** From the start, so that the first run is an increase from none. */
    void showCounters(@Observes StartupEvent started) {
        Arrays.stream(StepOutcome.values()).forEach(this::ended);
    }

    /** The next replica, or start, takes up what is open: the database's connections go before the sweep that is under way does. */
    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
    }

    /**
     * A command of this step has come.
     *
     * @param traceParent the header of its trace, null when it had none
     */
    @Retry(maxRetries = RETRIES, delay = PAUSE_MILLIS, maxDuration = 0)
    @ExponentialBackoff(maxDelay = LONGEST_PAUSE_MILLIS)
    Uni<Void> commandArrived(AnalysisCommand command, @Nullable String traceParent) {
        return store.add(command, traceParent)
                .chain(() -> settle(command.runId()))
                .onFailure()
                .invoke(failure -> notWritten(command.runId(), failure));
    }

    /** A result of some step has come; those that growth does not build on are passed over. */
    @Retry(maxRetries = RETRIES, delay = PAUSE_MILLIS, maxDuration = 0)
    @ExponentialBackoff(maxDelay = LONGEST_PAUSE_MILLIS)
    Uni<Void> resultArrived(AnalysisResult result) {
        return RunAnswers.STEPS.contains(result.step())
                ? store.add(result)
                        .chain(() -> settle(result.runId()))
                        .onFailure()
                        .invoke(failure -> notWritten(result.runId(), failure))
                : Uni.createFrom().voidItem();
    }

    private static void notWritten(String runId, Throwable failure) {
        LOG.errorf(
                failure, "A command or a result could not be written down and will be tried again, run_id=%s", runId);
    }

    /** Takes up the runs whose waiting time is over, and those that a replica left behind. */
    @Scheduled(
            every = "${lodestar.growth.run.sweep-interval:PT1S}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class,
            identity = "growth-run-sweep")
    Uni<Void> sweep() {
        return store.open()
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .select()
                .where(runId -> !stopping)
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .collect()
                .asList()
                .onFailure(failure -> stopping)
                .recoverWithNull()
                .replaceWithVoid();
    }

    @Scheduled(
            every = "PT1H",
            delayed = "PT1M",
            skipExecutionIf = ApplicationNotRunning.class,
            identity = "growth-run-forget")
    Uni<Void> forget() {
        return store.forgetOld().replaceWithVoid();
    }

    /** Computes and publishes a run that is due; does nothing with any other. */
    private Uni<Void> settle(String runId) {
        return store.claim(runId)
                .chain(claim -> claim == null ? Uni.createFrom().voidItem() : compute(claim));
    }

    private Uni<Void> compute(RunStore.Claim claim) {
        String runId = claim.command().runId();
        return facts.around(answers.read(GrowthStep.answers(claim.inputs())))
                .chain(gathered ->
                        vertx.executeBlocking(() -> step.compute(claim.command(), claim.inputs(), gathered), false))
                .chain(result -> publish(result, claim.traceParent()))
                .onFailure()
                .recoverWithUni(failure -> giveBack(runId, failure));
    }

    private Uni<Void> publish(AnalysisResult result, @Nullable String traceParent) {
        return publisher
                .publish(result, traceParent)
                .chain(() -> store.published(result.runId()))
                .invoke(() -> ended(result.outcome()).increment())
                .replaceWithVoid();
    }

    private Counter ended(StepOutcome outcome) {
        return meters.counter("lodestar.growth.runs", "outcome", outcome.wireName());
    }

    /** The run stays written down and is taken up again by the next sweep. */
    private Uni<Void> giveBack(String runId, Throwable failure) {
        LOG.errorf(failure, "Growth step could not be finished and will be taken up again, run_id=%s", runId);
        return store.release(runId).replaceWithVoid();
    }
}
