package dev.lodestar.host.analysis;

import dev.lodestar.contracts.analysis.AnalysisStep;

/** How a feature answers its step of an analysis run; one bean per step. */
public interface StepAnswer {
    AnalysisStep step();

    /** The body of the answer: the same object that the REST answer to the question is made of. */
    Object answer(StepQuestion question);
}
