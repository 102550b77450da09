package dev.lodestar.report.run;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.run.domain.RunSteps;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Checks a request and stores its run, all steps pending. */
@ApplicationScoped
class RunStart {
    private static final int KEY_LENGTH_LIMIT = 255;
    private static final List<String> STEPS =
            Arrays.stream(AnalysisStep.values()).map(AnalysisStep::wireName).toList();

    private final RunRepository runs;
    private final RunConfig config;
    private final ZoneId projectZone;
    private final Clock clock;

    RunStart(
            RunRepository runs,
            RunConfig config,
            @ConfigProperty(name = "lodestar.time-zone") ZoneId projectZone,
            Clock clock) {
        this.runs = runs;
        this.config = config;
        this.projectZone = projectZone;
        this.clock = clock;
    }

    /** Of calls with one key at a time all but one fail, with the violation of a constraint; asked again, they find the run. */
    @WithTransaction
    Uni<RunResponse> start(RunRequest request, @Nullable String idempotencyKey, RunCaller caller) {
        RunSpec spec = request.toDomain(config, projectZone);
        if (idempotencyKey == null) {
            return store(spec, null, caller);
        }
        if (idempotencyKey.isBlank() || idempotencyKey.length() > KEY_LENGTH_LIMIT) {
            throw ProblemException.invalid(
                    "Idempotency-Key",
                    idempotencyKey.length() + " characters",
                    "1 to " + KEY_LENGTH_LIMIT + " characters");
        }
        return runs.byIdempotencyKey(caller, idempotencyKey)
                .chain(known -> known == null
                        ? store(spec, idempotencyKey, caller)
                        : Uni.createFrom().item(same(known, spec)));
    }

    private static RunResponse same(RunEntity known, RunSpec spec) {
        if (!known.spec().equals(spec)) {
            throw new ProblemException(
                    RunProblem.IDEMPOTENCY_KEY_REUSED,
                    "run " + known.id + " was started with this key and another body",
                    "Idempotency-Key",
                    "a new key for a new request");
        }
        return RunResponse.from(known);
    }

    private Uni<RunResponse> store(RunSpec spec, @Nullable String idempotencyKey, RunCaller caller) {
        return runs.unfinishedCount().chain(unfinished -> {
            if (unfinished >= config.unfinishedLimit()) {
                throw new ProblemException(
                        RunProblem.TOO_MANY_RUNS, unfinished + " runs are unfinished; wait until one has ended");
            }
            return runs.persistAndFlush(pending(spec, idempotencyKey, caller)).map(RunResponse::from);
        });
    }

    /** A run of which nothing is done yet, not stored. */
    RunEntity pending(RunSpec spec, @Nullable String idempotencyKey, RunCaller caller) {
        RunEntity run = RunEntity.of(
                UUID.randomUUID(),
                spec,
                RunSteps.pending(STEPS),
                caller,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        run.idempotencyKey = idempotencyKey;
        return run;
    }
}
