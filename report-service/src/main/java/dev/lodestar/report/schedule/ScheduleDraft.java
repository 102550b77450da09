package dev.lodestar.report.schedule;

import dev.lodestar.report.schedule.domain.CronTimes;
import dev.lodestar.report.schedule.domain.ScheduledSpec;
import java.time.ZoneId;

/**
 * A schedule as somebody wants it, checked.
 *
 * @param times those of the expression in the zone
 */
record ScheduleDraft(String name, String cron, ZoneId zone, CronTimes times, boolean enabled, ScheduledSpec run) {}
