package dev.lodestar.engine.analysis;

import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import java.time.InstantSource;

/**
 * What every analysis needs from its surroundings.
 *
 * @param shards where the questions go
 * @param calendar the project's calendar, the same that the timelines were built with
 * @param plan the tracking plan, the same that the timelines were built with
 * @param clock tells today, which bounds the default range, and when an answer was computed
 */
public record AnalysisContext(Shards shards, ProjectCalendar calendar, EventPlan plan, InstantSource clock) {}
