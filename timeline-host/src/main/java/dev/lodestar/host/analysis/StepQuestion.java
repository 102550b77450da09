package dev.lodestar.host.analysis;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.Filters;
import java.util.Map;

/**
 * What a step of a run asks.
 *
 * @param context the shards at the run's barrier, with the project's calendar and plan
 * @param scope the run's range and segment
 * @param acquisitionOffset end of {@code acquisition.v1} when the run began
 */
public record StepQuestion(AnalysisContext context, Scope scope, long acquisitionOffset) {
    static StepQuestion of(AnalysisCommand command, AnalysisContext context) {
        Filters filters =
                command.segment() == null ? Filters.EVERYBODY : Filters.of(Map.of("segment", command.segment()));
        return new StepQuestion(context, new Scope(command.from(), command.to(), filters), command.acquisitionOffset());
    }
}
