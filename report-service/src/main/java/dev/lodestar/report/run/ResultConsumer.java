package dev.lodestar.report.run;

import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes the results of steps off Kafka. */
@ApplicationScoped
class ResultConsumer {
    private static final Logger LOG = Logger.getLogger(ResultConsumer.class);
    private static final int STORE_ATTEMPTS = 8;
    private static final Duration STORE_BACK_OFF = Duration.ofMillis(100);

    private final StepResults results;
    private final RunDriver driver;

    ResultConsumer(StepResults results, RunDriver driver) {
        this.results = results;
        this.driver = driver;
    }

    /** A result that cannot be stored is tried again, then stops the consumer: it will be delivered to the next one. */
    @Incoming("analysis-results")
    Uni<Void> result(byte[] value) {
        AnalysisResult result;
        try {
            result = AnalysisJson.readResult(value);
        } catch (UnreadableRecordException e) {
            LOG.errorf(e, "A result of an analysis step cannot be read, bytes=%d", value.length);
            return Uni.createFrom().voidItem();
        }
        return results.take(result)
                .onFailure()
                .retry()
                .withBackOff(STORE_BACK_OFF)
                .atMost(STORE_ATTEMPTS)
                .invoke(ready -> {
                    if (ready) {
                        driver.advance(UUID.fromString(result.runId()));
                    }
                })
                .replaceWithVoid();
    }
}
