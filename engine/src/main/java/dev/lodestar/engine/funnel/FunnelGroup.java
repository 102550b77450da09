package dev.lodestar.engine.funnel;

import java.util.List;

/**
 * The funnel of the users with one value of the breakdown attribute.
 *
 * @param value the value; {@code (none)} for users who lack the attribute
 * @param stages all seven stages, zeros included
 */
public record FunnelGroup(String value, List<FunnelStageRow> stages) {}
