package dev.lodestar.report.run;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This replica's hold on a run, renewed while it works, for the work may take longer than one claim lasts. Until when it is held says whose the claim is: a later one ends
 * later.
 */
final class RunClaim {
    private static final Logger LOG = Logger.getLogger(RunClaim.class);
    private static final int RENEWALS_IN_A_CLAIM = 3;

    /** Holds a run for longer and says until when; null when it is held no more. */
    @FunctionalInterface
    interface Renewal {
        @Nullable
        Instant renew(Instant held) throws InterruptedException;
    }

    private final UUID run;
    private final Renewal renewal;
    private final Duration pause;
    private final long renewals;
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile Instant until;
    private @Nullable Thread keeper;

    /** A claim that lasts so long, and with all its renewals until the limit. */
    RunClaim(UUID run, Instant until, Duration lasts, Duration limit, Renewal renewal) {
        this.run = run;
        this.until = until;
        this.renewal = renewal;
        this.pause = lasts.dividedBy(RENEWALS_IN_A_CLAIM);
        this.renewals = limit.dividedBy(pause);
    }

    /** Renews the claim from now on. */
    void keep() {
        keeper = Thread.ofVirtual().name("run-claim").start(this::renewAll);
    }

    /** Renews it no more and says until when it is held. */
    Instant settle() throws InterruptedException {
        settled.countDown();
        if (keeper != null) {
            keeper.join();
        }
        return until;
    }

    Instant until() {
        return until;
    }

    private void renewAll() {
        try {
            boolean held = true;
            for (long i = 0; held && i < renewals && !settled.await(pause.toMillis(), TimeUnit.MILLISECONDS); i++) {
                held = renewed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewed() throws InterruptedException {
        try {
            Instant renewed = renewal.renew(until);
            if (renewed == null) {
                LOG.warnf("A run is held by another replica now, and its work here will not count, run_id=%s", run);
                return false;
            }
            until = renewed;
        } catch (RuntimeException e) {
            LOG.warnf(e, "The claim on a run could not be renewed and will be tried again, run_id=%s", run);
        }
        return true;
    }
}
