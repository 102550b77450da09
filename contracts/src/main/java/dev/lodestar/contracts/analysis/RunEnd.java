package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The end of a run, which comes with the result of its last step, {@link AnalysisStep#REPORT}.
 *
 * @param durationMillis from the request to the end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunEnd(RunOutcome outcome, long durationMillis) {}
