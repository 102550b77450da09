package dev.lodestar.report.run;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.run.domain.RunSteps;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Publishes the commands of a run. */
@ApplicationScoped
class CommandPublisher {
    private final MutinyEmitter<Record<String, byte[]>> commands;

    CommandPublisher(@Channel("analysis-commands") MutinyEmitter<Record<String, byte[]>> commands) {
        this.commands = commands;
    }

    /** One command per step of another service, in the run's trace, whoever brings the run forward; completes when the broker has acknowledged them all. */
    Uni<Void> publish(RunEntity run, BarrierWriter.Position position) {
        Metadata metadata = Metadata.of(TracingMetadata.withCurrent(run.trace()));
        List<Uni<Void>> sent = new ArrayList<>();
        Arrays.stream(AnalysisStep.values())
                .filter(step -> !step.wireName().equals(RunSteps.REPORT))
                .map(step -> command(run, step, position))
                .map(command -> Record.of(command.runId(), AnalysisJson.write(command)))
                .forEach(command -> sent.add(commands.sendMessage(Message.of(command, metadata))));
        return Uni.join().all(sent).andFailFast().replaceWithVoid();
    }

    private static AnalysisCommand command(RunEntity run, AnalysisStep step, BarrierWriter.Position position) {
        RunSpec spec = run.spec();
        return new AnalysisCommand(
                run.id.toString(),
                step,
                spec.from(),
                spec.to(),
                spec.segment(),
                spec.levers(),
                spec.months(),
                spec.seed(),
                position.barrier(),
                position.acquisitionOffset(),
                run.requestedAt,
                run.requestedBy,
                run.requester());
    }
}
