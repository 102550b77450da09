package dev.lodestar.engine.funnel;

import java.util.List;

/**
 * An ad-hoc funnel of one group of users.
 *
 * @param value the group's value; {@code (none)} for users who have none, {@code (other)} for those of smaller groups
 * @param steps all its steps
 */
public record StepFunnelGroup(String value, List<StepFunnelRow> steps) {}
