package dev.lodestar.engine.funnel;

import java.util.List;

/**
 * An ad-hoc funnel by groups.
 *
 * @param kind {@code attribute} of the profile, or {@code property} of step 1
 * @param name its name
 * @param groups those with users at step 1, by value; at most {@value dev.lodestar.engine.query.StepFunnelQuery#MAX_GROUPS} of the largest, and
 *     {@code (other)} for the rest
 */
public record StepFunnelBreakdown(String kind, String name, List<StepFunnelGroup> groups) {}
