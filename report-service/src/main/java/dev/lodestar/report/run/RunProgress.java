package dev.lodestar.report.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Follows a run by looking at its row, which every replica can, whichever of them receives the results. */
@ApplicationScoped
class RunProgress {
    private final RunService service;
    private final RunConfig config;

    RunProgress(RunService service, RunConfig config) {
        this.service = service;
        this.config = config;
    }

    /** The run now and after every change; the last item is the finished run, unless the time limit ends the stream first. */
    Multi<RunResponse> of(UUID id) {
        Uni<RunResponse> look = Uni.createFrom().deferred(() -> service.get(id));
        return Multi.createBy()
                .repeating()
                .uni(() -> look)
                .withDelay(config.progressInterval())
                .whilst(run -> run.finishedAt() == null)
                .skip()
                .repetitions()
                .select()
                .first(config.progressLimit());
    }
}
