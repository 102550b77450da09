package dev.lodestar.report.run;

import dev.lodestar.report.artifact.BundleStore;
import dev.lodestar.report.bundle.BundleComposer;
import dev.lodestar.report.bundle.ComposedBundle;
import dev.lodestar.report.bundle.RunResults;
import dev.lodestar.report.run.domain.RunState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a run forward: writes barriers and commands of a new one, composes the report of one whose steps have ended. Works on a worker thread and holds a claim on the
 * run meanwhile, so that of many calls, on many replicas, one does the work.
 */
@ApplicationScoped
class RunDriver {
    private static final Logger LOG = Logger.getLogger(RunDriver.class);

    private final RunStore store;
    private final BarrierWriter barriers;
    private final CommandPublisher commands;
    private final BundleComposer composer;
    private final BundleStore bundles;
    private final RunConfig config;
    private final MeterRegistry meters;

    RunDriver(
            RunStore store,
            BarrierWriter barriers,
            CommandPublisher commands,
            BundleComposer composer,
            BundleStore bundles,
            RunConfig config,
            MeterRegistry meters) {
        this.store = store;
        this.barriers = barriers;
        this.commands = commands;
        this.composer = composer;
        this.bundles = bundles;
        this.config = config;
        this.meters = meters;
    }

    /** Brings the run as far as it goes now. Returns at once; what fails is taken up again by {@link RunWatch}. */
    void advance(UUID id) {
        Infrastructure.getDefaultExecutor().execute(Context.current().wrap(() -> advanceNow(id)));
    }

    private void advanceNow(UUID id) {
        try {
            boolean more = true;
            while (more) {
                RunEntity run = await(() -> store.claim(id));
                more = run != null && work(run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "A run could not be brought forward and will be tried again, run_id=%s", id);
        }
    }

    /** Does one thing for a claimed run; true when it is worth looking at it again. */
    private boolean work(RunEntity run) throws InterruptedException {
        boolean dispatch = run.steps().undispatched();
        boolean compose = !dispatch && run.steps().readyToCompose();
        RunClaim claim = claim(run);
        try {
            if (dispatch) {
                claim.keep();
                dispatch(run);
            } else if (compose) {
                report(run, claim);
            }
        } finally {
            Instant held = claim.settle();
            await(() -> store.release(run.id, held));
        }
        return dispatch;
    }

    private RunClaim claim(RunEntity run) {
        return new RunClaim(
                run.id,
                required(run.claimedUntil),
                config.claim(),
                config.claimLimit(),
                held -> await(() -> store.renew(run.id, held)));
    }

    private void dispatch(RunEntity run) throws InterruptedException {
        BarrierWriter.Position known = run.position();
        BarrierWriter.Position position = known == null ? cut(run) : known;
        await(() -> commands.publish(run, position));
        await(() -> store.dispatched(run.id));
    }

    private BarrierWriter.Position cut(RunEntity run) throws InterruptedException {
        BarrierWriter.Position position = barriers.write(run.id);
        await(() -> store.cut(run.id, position));
        return position;
    }

    private void report(RunEntity run, RunClaim claim) throws InterruptedException {
        if (ended(run, claim)) {
            count(run);
            forgetOld();
        }
    }

    /** Composes the report, or gives up, and says whether that has ended the run. An attempt counts from when it begins: one that ends the process tells of no failure. */
    private boolean ended(RunEntity run, RunClaim claim) throws InterruptedException {
        if (run.composeAttempts >= config.composeAttempts()) {
            LOG.errorf("A bundle is not composed again, run_id=%s attempts=%d", run.id, run.composeAttempts);
            return givenUp(run, claim, "the service stopped while it composed it, " + run.composeAttempts + " times");
        }
        try {
            return composed(run, claim);
        } catch (IOException | RuntimeException | Error e) {
            LOG.errorf(e, "A bundle could not be composed, run_id=%s attempt=%d", run.id, run.composeAttempts + 1);
            return run.composeAttempts + 1 >= config.composeAttempts()
                    && givenUp(run, claim, "it could not be composed: " + e.getMessage());
        }
    }

    private boolean composed(RunEntity run, RunClaim claim) throws IOException, InterruptedException {
        RunResults results = await(() -> store.beginReport(run.id, claim.until()));
        if (results == null) {
            return false;
        }
        claim.keep();
        ComposedBundle bundle = composer.compose(results);
        try {
            Instant held = claim.settle();
            return required(await(() -> store.composed(run.id, held, bundle, results.asOf())));
        } finally {
            bundles.discard(bundle.draft()); // of one that is in its place nothing is left there
        }
    }

    private boolean givenUp(RunEntity run, RunClaim claim, String reason) throws InterruptedException {
        Instant held = claim.settle();
        return required(await(() -> store.notComposed(run.id, held, reason)));
    }

    private void count(RunEntity run) throws InterruptedException {
        RunEntity ended = await(() -> store.find(run.id));
        RunState state = ended == null ? RunState.FAILED : ended.state();
        finished(state).increment();
    }

    private Counter finished(RunState state) {
        return meters.counter("lodestar.run.finished", "state", state.wireName());
    }

    /** All of them from the start, so that the first run that fails is an increase from none. */
    void showCounters(@Observes StartupEvent started) {
        Arrays.stream(RunState.values()).filter(RunState::finished).forEach(this::finished);
    }

    /** Deletes the runs beyond the numbers kept, rows first: a bundle without its row is never looked for. */
    void forgetOld() throws InterruptedException {
        for (UUID old : required(await(store::forgetOld))) {
            try {
                bundles.delete(old);
            } catch (IOException e) {
                LOG.warnf(e, "The bundle of a forgotten run could not be deleted, run_id=%s", old);
            }
        }
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    /** Runs a transaction on an event loop and waits for it here, on a worker thread. */
    private static <T> @Nullable T await(Supplier<Uni<T>> transaction) throws InterruptedException {
        try {
            return VertxContextSupport.subscribeAndAwait(transaction);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
