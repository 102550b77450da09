package dev.lodestar.report.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows a run by looking at its row, which every replica can, whichever of them receives the results. */
@ApplicationScoped
class RunProgress {
    private final RunService service;
    private final RunConfig config;
    private final Clock clock;

    RunProgress(RunService service, RunConfig config, Clock clock) {
        this.service = service;
        this.config = config;
        this.clock = clock;
    }

    /** The run now, after every change and at the latest after the longest silence; the last item is the finished run, unless the time limit ends the stream first. */
    Multi<RunResponse> of(UUID id) {
        Uni<RunResponse> look = Uni.createFrom().deferred(() -> service.get(id));
        return Multi.createFrom()
                .deferred(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> look)
                        .withDelay(config.progressInterval())
                        .whilst(run -> run.finishedAt() == null)
                        .select()
                        .where(new WorthTelling(config.progressSilence(), clock))
                        .select()
                        .first(config.progressLimit()));
    }

    /** Takes what has changed, and what has not when nothing was taken for so long that somebody on the way might take the connection for dead. */
    static final class WorthTelling implements Predicate<RunResponse> {
        private final Duration silence;
        private final Clock clock;
        private @Nullable RunResponse told;
        private Instant toldAt = Instant.EPOCH;

        WorthTelling(Duration silence, Clock clock) {
            this.silence = silence;
            this.clock = clock;
        }

        @Override
        public boolean test(RunResponse run) {
            Instant now = clock.instant();
            if (run.equals(told) && now.isBefore(toldAt.plus(silence))) {
                return false;
            }
            told = run;
            toldAt = now;
            return true;
        }
    }
}
