package dev.lodestar.growth.run;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.contracts.analysis.RunEnd;
import dev.lodestar.growth.economics.UnitEconomicsResponse;
import dev.lodestar.growth.projection.LeversResponse;
import dev.lodestar.growth.projection.ProjectionsResponse;
import dev.lodestar.growth.projection.SensitivityResponse;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * The answer of the growth step: the bodies of the four REST answers.
 *
 * @param missing why, by input step, for the steps that could not be built on; empty when all could
 */
@RegisterForReflection(
        targets = {GrowthAnswer.class, AnalysisCommand.class, AnalysisResult.class, Requester.class, RunEnd.class})
record GrowthAnswer(
        LeversResponse levers,
        ProjectionsResponse projections,
        SensitivityResponse sensitivity,
        UnitEconomicsResponse unitEconomics,
        Map<String, String> missing) {}
