package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.kit.trace.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands and results from Kafka. What cannot be written down is tried again until it can. A record that cannot be read will never be readable: it is counted,
 * logged and passed over, so that it does not block the others.
 */
@ApplicationScoped
class RunConsumer {

    private static final Logger LOG = Logger.getLogger(RunConsumer.class);

    private static final String COMMANDS = "commands";
    private static final String RESULTS = "results";

    private final RunService runs;
    private final MeterRegistry meters;

    RunConsumer(RunService runs, MeterRegistry meters) {
        this.runs = runs;
        this.meters = meters;
        // From the start, so that the first one is an increase from none.
        List.of(COMMANDS, RESULTS).forEach(this::unreadable);
    }

    @Incoming(COMMANDS)
    Uni<Void> command(ConsumerRecord<String, byte[]> message) {
        try {
            AnalysisCommand command = AnalysisJson.readCommand(message.value());
            return command.step() == AnalysisStep.GROWTH
                    ? runs.commandArrived(command, traceParent(message))
                    : Uni.createFrom().voidItem();
        } catch (UnreadableRecordException unreadable) {
            return passOver(COMMANDS, unreadable);
        }
    }

    @Incoming(RESULTS)
    Uni<Void> result(byte[] json) {
        try {
            AnalysisResult result = AnalysisJson.readResult(json);
            return runs.resultArrived(result);
        } catch (UnreadableRecordException unreadable) {
            return passOver(RESULTS, unreadable);
        }
    }

    private static @Nullable String traceParent(ConsumerRecord<String, byte[]> message) {
        Header header = message.headers().lastHeader(TraceParent.NAME);
        return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }

    private Uni<Void> passOver(String channel, UnreadableRecordException unreadable) {
        LOG.errorf(unreadable, "Unreadable record passed over, channel=%s", channel);
        unreadable(channel).increment();
        return Uni.createFrom().voidItem();
    }

    private Counter unreadable(String channel) {
        return meters.counter("lodestar.growth.unreadable.records", "channel", channel);
    }
}
