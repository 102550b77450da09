package dev.lodestar.host.analysis;

import dev.lodestar.contracts.analysis.AnalysisCommand;
import dev.lodestar.contracts.analysis.AnalysisResult;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.contracts.analysis.Requester;
import dev.lodestar.contracts.analysis.RunEnd;
import dev.lodestar.contracts.analysis.RunOutcome;
import dev.lodestar.contracts.analysis.StepOutcome;
import dev.lodestar.contracts.cohort.SavedCohortRecord;
import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasurePhase;
import dev.lodestar.contracts.erasure.ErasureResult;
import dev.lodestar.contracts.tracking.EventType;
import dev.lodestar.contracts.tracking.PropertyType;
import dev.lodestar.contracts.tracking.TrackingPlan;
import dev.lodestar.engine.analysis.NamedCohort;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Contracts that are read and written as JSON, and the names in every answer; a native image must keep their components. */
@RegisterForReflection(
        targets = {
            AnalysisCommand.class,
            AnalysisResult.class,
            AnalysisStep.class,
            Requester.class,
            RunEnd.class,
            RunOutcome.class,
            StepOutcome.class,
            SavedCohortRecord.class,
            NamedCohort.class,
            TrackingPlan.class,
            ErasureCommand.class,
            ErasurePhase.class,
            ErasureResult.class,
            EventType.class,
            PropertyType.class
        })
final class NativeAnalysis {
    private NativeAnalysis() {}
}
