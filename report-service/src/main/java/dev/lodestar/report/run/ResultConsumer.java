package dev.lodestar.report.run;

import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes the results of steps off Kafka. */
@ApplicationScoped
class ResultConsumer {
    private static final Logger LOG = Logger.getLogger(ResultConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Function<AnalysisResult, Uni<Boolean>> taking;
    private final Consumer<UUID> ready;
    private final Duration firstPause;
    private final Duration longestPause;
    private volatile boolean stopping;

    @Inject
    ResultConsumer(StepResults results, RunDriver driver) {
        this(results::take, driver::advance, FIRST_PAUSE, LONGEST_PAUSE);
    }

    ResultConsumer(
            Function<AnalysisResult, Uni<Boolean>> taking,
            Consumer<UUID> ready,
            Duration firstPause,
            Duration longestPause) {
        this.taking = taking;
        this.ready = ready;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /** What waits to be stored is delivered to the next one. */
    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
    }

    /**
     * A result that cannot be stored is tried again until it can: a refused one would stop the channel for good. The database may be away for as long as it likes, and
     * taking a result twice changes nothing.
     */
    @Incoming("analysis-results")
    Uni<Void> result(byte[] value) {
        AnalysisResult result;
        try {
            result = AnalysisJson.readResult(value);
        } catch (UnreadableRecordException e) {
            LOG.errorf(e, "A result of an analysis step cannot be read, bytes=%d", value.length);
            return Uni.createFrom().voidItem();
        }
        return take(result)
                .invoke(complete -> {
                    if (complete) {
                        ready.accept(UUID.fromString(result.runId()));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> take(AnalysisResult result) {
        return Uni.createFrom()
                .deferred(() -> taking.apply(result))
                .onFailure()
                .invoke(failure -> LOG.errorf(
                        failure, "A result could not be stored and will be tried again, run_id=%s", result.runId()))
                .onFailure(failure -> !stopping)
                .retry()
                .withBackOff(firstPause, longestPause)
                .indefinitely();
    }
}
