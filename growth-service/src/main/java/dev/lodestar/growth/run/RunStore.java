package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.growth.observation.RunAnswers;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The written state of runs: one short transaction a method. */
@ApplicationScoped
class RunStore {

    private final RunRepository runs;
    private final RunInputRepository inputs;
    private final RunConfig config;
    private final Clock clock;

    RunStore(RunRepository runs, RunInputRepository inputs, RunConfig config, Clock clock) {
        this.runs = runs;
        this.inputs = inputs;
        this.config = config;
        this.clock = clock;
    }

    /** A claimed run with what it is to be computed from. */
    record Claim(AnalysisCommand command, @Nullable String traceParent, List<AnalysisResult> inputs) {}

    @WithTransaction
    Uni<Integer> add(AnalysisCommand command, @Nullable String traceParent) {
        return runs.add(command.runId(), text(AnalysisJson.write(command)), traceParent, clock.instant());
    }

    @WithTransaction
    Uni<Integer> add(AnalysisResult result) {
        return inputs.add(result.runId(), result.step(), text(AnalysisJson.write(result)), clock.instant());
    }

    /** Claims a run that all inputs have come for, or whose waiting time is over; null when it is not to be computed. */
    @WithTransaction
    Uni<@Nullable Claim> claim(String runId) {
        return runs.findById(runId)
                .chain(run -> run == null
                        ? nothing()
                        : inputs.countOf(runId).chain(count -> isDue(run, count) ? claim(run) : nothing()));
    }

    private boolean isDue(RunEntity run, long inputCount) {
        Instant waitsUntil = run.receivedAt.plus(config.inputTimeout());
        return inputCount == RunAnswers.STEPS.size() || !clock.instant().isBefore(waitsUntil);
    }

    private Uni<@Nullable Claim> claim(RunEntity run) {
        Instant now = clock.instant();
        return runs.claim(run.runId, now, now.minus(config.claimTimeout()))
                .chain(claimed ->
                        claimed == 0 ? nothing() : inputs.of(run.runId).map(entities -> toClaim(run, entities)));
    }

    private static Claim toClaim(RunEntity run, List<RunInputEntity> entities) {
        return new Claim(
                AnalysisJson.readCommand(bytes(run.command)),
                run.traceParent,
                entities.stream()
                        .map(entity -> AnalysisJson.readResult(bytes(entity.result)))
                        .toList());
    }

    private static Uni<@Nullable Claim> nothing() {
        return Uni.createFrom().nullItem();
    }

    @WithTransaction
    Uni<Integer> release(String runId) {
        return runs.release(runId);
    }

    @WithTransaction
    Uni<Integer> published(String runId) {
        return runs.published(runId, clock.instant());
    }

    /** Ids of the runs that may be due and that nobody is at work on. */
    @WithTransaction
    Uni<List<String>> open() {
        return runs.open(clock.instant().minus(config.claimTimeout()))
                .map(entities -> entities.stream().map(run -> run.runId).toList());
    }

    /** Forgets what is older than it is to be kept. */
    @WithTransaction
    Uni<Long> forgetOld() {
        Instant before = clock.instant().minus(config.keep());
        return runs.forgetBefore(before).chain(() -> inputs.forgetBefore(before));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
