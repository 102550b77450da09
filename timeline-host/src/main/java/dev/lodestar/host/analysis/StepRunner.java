package dev.lodestar.host.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.host.answer.AnalysisContexts;
import dev.lodestar.host.gather.GatherConfig;
import dev.lodestar.host.gather.ShardGateway;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Runs the steps that this service owns. */
@ApplicationScoped
class StepRunner {
    private static final Logger LOG = Logger.getLogger(StepRunner.class);

    private final Map<AnalysisStep, StepAnswer> answers;
    private final ShardGateway shards;
    private final GatherConfig gathering;
    private final AnalysisContexts contexts;
    private final ObjectMapper mapper;
    private final Clock clock;

    StepRunner(
            @All List<StepAnswer> answers,
            ShardGateway shards,
            GatherConfig gathering,
            AnalysisContexts contexts,
            ObjectMapper mapper,
            Clock clock) {
        this.answers = answers.stream().collect(Collectors.toUnmodifiableMap(StepAnswer::step, Function.identity()));
        this.shards = shards;
        this.gathering = gathering;
        this.contexts = contexts;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** The result of the step, succeeded or failed; empty when the step belongs to another service. */
    Optional<AnalysisResult> run(AnalysisCommand command) {
        return Optional.ofNullable(answers.get(command.step())).map(answer -> run(answer, command));
    }

    private AnalysisResult run(StepAnswer answer, AnalysisCommand command) {
        Instant begin = clock.instant();
        try {
            Object body = answer.answer(StepQuestion.of(command, contexts.of(shardsOf(command))));
            return AnalysisResult.succeeded(command, mapper.valueToTree(body), clock.instant(), millisSince(begin));
        } catch (ProblemException problem) {
            LOG.warnf("Step failed run=%s step=%s reason=%s", command.runId(), command.step(), problem.getMessage());
            return failed(command, problem.getMessage(), begin);
        } catch (RuntimeException bug) {
            String errorId = UUID.randomUUID().toString();
            LOG.errorf(bug, "Step failed run=%s step=%s error_id=%s", command.runId(), command.step(), errorId);
            return failed(command, "Something went wrong on our side; the log has the cause under " + errorId, begin);
        }
    }

    private CommandedShards shardsOf(AnalysisCommand command) {
        return new CommandedShards(
                () -> shards.atBarrier(command.runId()), command.barrier(), gathering.barrierTimeout());
    }

    private AnalysisResult failed(AnalysisCommand command, String reason, Instant begin) {
        return AnalysisResult.failed(command, reason, clock.instant(), millisSince(begin));
    }

    private long millisSince(Instant begin) {
        return Duration.between(begin, clock.instant()).toMillis();
    }
}
