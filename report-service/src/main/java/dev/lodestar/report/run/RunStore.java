package dev.lodestar.report.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.alert.EndedRun;
import dev.lodestar.report.alert.domain.RunOutcome;
import dev.lodestar.report.artifact.Artifact;
import dev.lodestar.report.artifact.ArtifactRepository;
import dev.lodestar.report.artifact.BundleStore;
import dev.lodestar.report.bundle.ComposedBundle;
import dev.lodestar.report.bundle.RunResults;
import dev.lodestar.report.run.domain.RunState;
import dev.lodestar.report.run.domain.RunSteps;
import dev.lodestar.report.run.domain.StepState;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The transactions of the driver. */
@ApplicationScoped
class RunStore {
    private static final int UNTOLD_LIMIT = 100;

    private final RunRepository runs;
    private final AnswerRepository answers;
    private final ArtifactRepository artifacts;
    private final BundleStore bundles;
    private final RunConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    RunStore(
            RunRepository runs,
            AnswerRepository answers,
            ArtifactRepository artifacts,
            BundleStore bundles,
            RunConfig config,
            ObjectMapper json,
            Clock clock) {
        this.runs = runs;
        this.answers = answers;
        this.artifacts = artifacts;
        this.bundles = bundles;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Takes the run for this replica; null when it is finished, held by another, or there is nothing to do for it. */
    @WithTransaction
    Uni<@Nullable RunEntity> claim(UUID id) {
        Instant now = clock.instant();
        return runs.claim(id, now, until(now))
                .chain(claimed -> claimed ? runs.findById(id) : Uni.createFrom().nullItem());
    }

    /** To the microsecond, as the database keeps it: by this time a claim is known. */
    private Instant until(Instant now) {
        return now.plus(config.claim()).truncatedTo(ChronoUnit.MICROS);
    }

    /** Holds the run for longer and says until when; null when it is not held by that claim any more. */
    @WithTransaction
    Uni<@Nullable Instant> renew(UUID id, Instant held) {
        Instant until = until(clock.instant());
        return runs.renew(id, held, until).map(renewed -> renewed ? until : null);
    }

    /** Gives the run back, unless it is held by another claim by now. */
    @WithTransaction
    Uni<Void> release(UUID id, Instant held) {
        return runs.release(id, held);
    }

    @WithTransaction
    Uni<Void> cut(UUID id, BarrierWriter.Position position) {
        return runs.locked(id).invoke(run -> run.cutAt(position)).replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> dispatched(UUID id) {
        return runs.locked(id).invoke(run -> run.dispatched(clock.instant())).replaceWithVoid();
    }

    /** Marks the report as being composed and hands out everything it is composed from; null when it has ended already or another claim holds the run. */
    @WithTransaction
    Uni<@Nullable RunResults> beginReport(UUID id, Instant held) {
        return runs.locked(id).chain(run -> {
            if (run == null || !held.equals(run.claimedUntil) || !run.beginReport(clock.instant())) {
                return Uni.createFrom().nullItem();
            }
            return answers.list("runId", id).map(bodies -> results(run, bodies));
        });
    }

    /** Ends the run and puts its bundle in its place, both while its row is locked. False, and neither, when the run is not held by that claim any more. */
    @WithTransaction
    Uni<Boolean> composed(UUID id, Instant held, ComposedBundle bundle, @Nullable JsonNode asOf) {
        return finish(
                        id,
                        held,
                        bundle.artifacts(),
                        bundle.missing(),
                        asOf,
                        (running, now) -> running.succeed(now, Duration.between(running.startedAt(), now)))
                .call(won -> won ? publish(id, bundle) : Uni.createFrom().voidItem());
    }

    private Uni<Void> publish(UUID id, ComposedBundle bundle) {
        return UniHelper.toUni(Vertx.currentContext().executeBlocking(() -> {
                    bundles.publish(id, bundle.draft());
                    return id;
                }))
                .replaceWithVoid();
    }

    /** Ends the run without a bundle; false, and nothing moves, when it is not held by that claim any more. */
    @WithTransaction
    Uni<Boolean> notComposed(UUID id, Instant held, String reason) {
        return finish(
                id,
                held,
                List.of(),
                List.of("the bundle: " + reason),
                null,
                (running, now) -> running.fail(now, Duration.between(running.startedAt(), now), reason));
    }

    private Uni<Boolean> finish(
            UUID id,
            Instant held,
            List<Artifact> files,
            List<String> missing,
            @Nullable JsonNode asOf,
            BiFunction<StepState.Running, Instant, StepState.Ended> end) {
        return runs.locked(id).chain(run -> {
            Instant now = clock.instant();
            StepState.Running running = held.equals(run.claimedUntil) ? run.reporting(now) : null;
            if (running == null) {
                return Uni.createFrom().item(false);
            }
            run.finish(end.apply(running, now), missing);
            run.asOf = asOf == null ? null : asOf.toString();
            return artifacts.replace(id, files).replaceWith(true);
        });
    }

    /** A run that has ended, with all that its steps answered. */
    @WithSession
    Uni<EndedRun> ended(UUID id) {
        return runs.findById(id).chain(run -> answers.list("runId", id).map(bodies -> ended(run, bodies)));
    }

    private EndedRun ended(RunEntity run, List<AnswerEntity> bodies) {
        RunResults results = results(run, bodies);
        Map<String, String> missing = new TreeMap<>();
        results.missing().forEach((step, reason) -> missing.put(step.wireName(), reason));
        RunState state = run.state();
        return new EndedRun(results, new RunOutcome(state == RunState.FAILED, state == RunState.PARTIAL, missing));
    }

    @WithSession
    Uni<List<UUID>> untold() {
        return runs.untold(UNTOLD_LIMIT);
    }

    /** Takes a run to tell its end; null when that is told or another replica is at it. */
    @WithTransaction
    Uni<@Nullable RunEntity> claimEnd(UUID id) {
        Instant now = clock.instant();
        return runs.claimEnd(id, now, until(now))
                .chain(claimed -> claimed ? runs.findById(id) : Uni.createFrom().nullItem());
    }

    @WithTransaction
    Uni<Void> endPublished(UUID id) {
        return runs.endPublished(id, clock.instant());
    }

    @WithSession
    Uni<@Nullable RunEntity> find(UUID id) {
        return runs.findById(id);
    }

    @WithSession
    Uni<List<RunEntity>> unfinished() {
        return runs.unfinished();
    }

    /** Fails the steps of the run that have had their time. */
    @WithTransaction
    Uni<Void> expire(UUID id) {
        return runs.locked(id).invoke(this::expire).replaceWithVoid();
    }

    private void expire(@Nullable RunEntity run) {
        if (run == null) {
            return;
        }
        Instant now = clock.instant();
        for (StepEntity step : run.steps) {
            Duration timeout = timeout(step.name);
            if (!step.name.equals(RunSteps.REPORT)
                    && step.toDomain() instanceof StepState.Running running
                    && running.overdue(now, timeout)) {
                step.moveTo(running.fail(
                        now, timeout, step.service() + " gave no answer within " + timeout.toSeconds() + " seconds"));
            }
        }
    }

    /** Whether some step of the run is overdue. */
    boolean overdue(RunEntity run) {
        Instant now = clock.instant();
        return run.steps.stream()
                .anyMatch(step -> !step.name.equals(RunSteps.REPORT)
                        && step.toDomain() instanceof StepState.Running running
                        && running.overdue(now, timeout(step.name)));
    }

    private Duration timeout(String step) {
        return step.equals(AnalysisStep.GROWTH.wireName()) ? config.growthTimeout() : config.stepTimeout();
    }

    /** Forgets the oldest finished runs beyond the numbers kept and says which they were. */
    @WithTransaction
    Uni<List<UUID>> forgetOld() {
        return runs.beyond(config.kept(), config.keptPerSchedule())
                .call(old -> old.isEmpty() ? Uni.createFrom().voidItem() : runs.delete("id in ?1", old));
    }

    private RunResults results(RunEntity run, List<AnswerEntity> bodies) {
        Map<AnalysisStep, JsonNode> read = new EnumMap<>(AnalysisStep.class);
        bodies.forEach(answer -> read.put(AnalysisStep.of(answer.name), parse(answer.body)));
        Map<AnalysisStep, String> missing = new EnumMap<>(AnalysisStep.class);
        for (StepEntity step : run.steps) {
            switch (step.toDomain()) {
                case StepState.Failed failed -> missing.put(AnalysisStep.of(step.name), failed.reason());
                case StepState.Skipped skipped -> missing.put(AnalysisStep.of(step.name), skipped.reason());
                case StepState.Pending ignored -> {}
                case StepState.Running ignored -> {}
                case StepState.Succeeded ignored -> {}
            }
        }
        return new RunResults(
                run.id,
                run.spec().from(),
                run.spec().to(),
                run.segment,
                run.spec().levers(),
                run.months,
                run.seed,
                run.requestedAt,
                read,
                missing,
                run.steps.stream()
                        .map(step -> new RunResults.StepFacts(
                                step.name, step.service(), step.state, step.durationMillis, step.reason))
                        .toList());
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer is not JSON", e);
        }
    }
}
