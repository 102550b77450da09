package dev.lodestar.engine.funnel;

import java.util.List;

/**
 * The funnel by an attribute.
 *
 * @param attribute the attribute
 * @param groups one for every value that some profile has, by value
 */
public record FunnelBreakdown(String attribute, List<FunnelGroup> groups) {}
