package dev.lodestar.report.run;

import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Starts runs and shows them. */
@ApplicationScoped
class RunService {
    private final RunRepository runs;
    private final RunStart starter;
    private final RunDriver driver;
    private final RunConfig config;

    RunService(RunRepository runs, RunStart starter, RunDriver driver, RunConfig config) {
        this.runs = runs;
        this.starter = starter;
        this.driver = driver;
        this.config = config;
    }

    /** Stores the run and sets it going, or finds the one that the key started before. */
    Uni<RunResponse> start(RunRequest request, @Nullable String idempotencyKey, RunCaller caller) {
        return starter.start(request, idempotencyKey, caller)
                .onFailure(failure -> idempotencyKey != null && failure instanceof ConstraintViolationException)
                .recoverWithUni(lost -> starter.start(request, idempotencyKey, caller))
                .invoke(run -> driver.advance(run.id()));
    }

    @WithSession
    Uni<RunResponse> get(UUID id) {
        return runs.findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(RunProblem.RUN_NOT_FOUND, "there is no run " + id))
                .map(RunResponse::from);
    }

    @WithSession
    Uni<RunsResponse> page(@Nullable String cursor, @Nullable Integer limit) {
        int size = limit == null ? config.pageSize() : limit;
        if (size < 1 || size > config.pageSizeLimit()) {
            throw ProblemException.invalid("limit", size, "1 to " + config.pageSizeLimit());
        }
        RunCursor after = cursor == null ? null : RunCursor.parse(cursor);
        return runs.page(after, size + 1).map(found -> RunsResponse.from(found, size));
    }
}
