package dev.lodestar.report.artifact;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Deletes what a killed process was writing of bundles. It may hold rows of single users, and nothing else leads to it. */
@ApplicationScoped
class BundleSweep {
    private static final Logger LOG = Logger.getLogger(BundleSweep.class);

    private final BundleStore store;
    private final ArtifactConfig config;
    private final Clock clock;

    BundleSweep(BundleStore store, ArtifactConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${lodestar.artifacts.sweep-interval:PT5M}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void sweep() {
        try {
            int swept = store.sweep(clock.instant().minus(config.abandonedAfter()));
            if (swept > 0) {
                LOG.infof("Deleted what was left of unfinished bundles count=%d", swept);
            }
        } catch (IOException e) {
            LOG.warn("What is left of unfinished bundles could not be deleted and will be tried again", e);
        }
    }
}
