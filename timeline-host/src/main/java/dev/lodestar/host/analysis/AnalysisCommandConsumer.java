package dev.lodestar.host.analysis;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes commands off their topic; a command is done when its result stands on the results topic. */
@ApplicationScoped
class AnalysisCommandConsumer {
    private static final Logger LOG = Logger.getLogger(AnalysisCommandConsumer.class);

    private final StepRunner runner;
    private final AnalysisResultPublisher results;

    AnalysisCommandConsumer(StepRunner runner, AnalysisResultPublisher results) {
        this.runner = runner;
        this.results = results;
    }

    @Incoming("analysis-commands")
    @Blocking
    void on(byte[] json) {
        AnalysisCommand command;
        try {
            command = AnalysisJson.readCommand(json);
        } catch (UnreadableRecordException e) {
            LOG.error("A command cannot be read and is passed over; it names no run that could be told", e);
            return;
        }
        runner.run(command).ifPresent(results::publish);
    }
}
