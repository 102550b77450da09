package dev.lodestar.report.alert.domain;

import java.util.Map;

/**
 * How a run ended.
 *
 * @param failed whether there is no bundle, or no figure in it
 * @param partial whether something is missing from the bundle
 * @param missing reason by step that gave no answer
 */
public record RunOutcome(boolean failed, boolean partial, Map<String, String> missing) {
    public RunOutcome {
        missing = Map.copyOf(missing);
    }
}
