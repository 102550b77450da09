package dev.lodestar.metrics.engagement;

import dev.lodestar.engine.time.CalendarPeriod;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The periods that engagement is counted in. */
public final class EngagementPeriods {
    /** Days, weeks and months. */
    public static final Set<CalendarPeriod> ALL = Collections.unmodifiableSet(
            EnumSet.of(CalendarPeriod.DAILY, CalendarPeriod.WEEKLY, CalendarPeriod.MONTHLY));

    private EngagementPeriods() {}
}
