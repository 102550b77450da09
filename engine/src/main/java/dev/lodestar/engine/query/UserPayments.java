package dev.lodestar.engine.query;

import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a user paid in each month: the amounts of the revenue events dated in it or, where prices are given because there are no such
 * events, the price of the profile's plan in every month from the start of the plan to its cancellation, both included.
 *
 * <p>The plan starts with the first upgrade at or after signup, else with signup; it ends with the last cancellation after its start,
 * else with the data. One instance serves one scan: the payments are those of the user collected last.
 */
final class UserPayments {
    private static final String PLAN_TYPE = "plan_type";

    private final ProjectCalendar calendar;
    private final EventTypes types;
    private final PeriodTable months;
    private final long toMillis;
    private final boolean estimated;
    private final int planAttribute;
    private final long[] priceMicros;
    private int[] paidMonths = new int[16];
    private long[] paidMicros = new long[16];
    private int size;

    /**
     * @param view the view
     * @param months the months that count, up to the end of the data
     * @param toMillis the end of the data
     * @param monthlyPriceMicros prices by plan; empty to read revenue events
     */
    UserPayments(TimelineView view, PeriodTable months, long toMillis, Map<String, Long> monthlyPriceMicros) {
        this.calendar = view.calendar();
        this.types = view.eventTypes();
        this.months = months;
        this.toMillis = toMillis;
        this.estimated = !monthlyPriceMicros.isEmpty();
        this.planAttribute = view.attributes().indexOf(PLAN_TYPE);
        List<String> plans = planAttribute < 0 ? List.of("") : view.attributes().valuesOf(planAttribute);
        this.priceMicros = plans.stream()
                .mapToLong(plan -> monthlyPriceMicros.getOrDefault(plan, 0L))
                .toArray();
    }

    /** Reads a user's payments from a day on; months are indices, ascending, each once. */
    void collect(UserBlock block, int user, int fromDay) {
        size = 0;
        if (estimated) {
            collectEstimated(block, user, fromDay);
        } else {
            collectRevenue(block, user, fromDay);
        }
    }

    int size() {
        return size;
    }

    int month(int i) {
        return paidMonths[i];
    }

    long micros(int i) {
        return paidMicros[i];
    }

    private void collectRevenue(UserBlock block, int user, int fromDay) {
        int end = block.firstEventAt(user, toMillis);
        int event = block.nextAmount(block.eventStart(user));
        while (event < end) {
            int day = calendar.dayOf(block.time(event));
            if (day >= fromDay) {
                add(months.indexOf(day), block.amountMicros(event));
            }
            event = block.nextAmount(event + 1);
        }
    }

    private void collectEstimated(UserBlock block, int user, int fromDay) {
        long price =
                planAttribute < 0 || !block.hasProfile(user) ? 0 : priceMicros[block.attribute(planAttribute, user)];
        if (price == 0 || block.signupAt(user) >= toMillis) {
            return;
        }
        long start = block.signupAt(user);
        long end = toMillis - 1;
        boolean upgraded = false;
        int last = block.firstEventAt(user, toMillis);
        for (int event = block.firstEventAt(user, start); event < last; event++) {
            int traits = types.traitsOf(block.type(event));
            if ((traits & Trait.UPGRADE) != 0 && !upgraded) {
                upgraded = true;
                start = block.time(event);
                end = toMillis - 1;
            }
            if ((traits & Trait.CANCELLATION) != 0) {
                end = block.time(event);
            }
        }
        int lastDay = calendar.dayOf(end);
        if (lastDay < fromDay) {
            return;
        }
        int firstMonth = months.indexOf(Math.max(fromDay, calendar.dayOf(start)));
        for (int month = firstMonth; month <= months.indexOf(lastDay); month++) {
            add(month, price);
        }
    }

    private void add(int month, long micros) {
        if (size > 0 && paidMonths[size - 1] == month) {
            paidMicros[size - 1] = Math.addExact(paidMicros[size - 1], micros);
            return;
        }
        if (size == paidMonths.length) {
            paidMonths = Arrays.copyOf(paidMonths, 2 * size);
            paidMicros = Arrays.copyOf(paidMicros, 2 * size);
        }
        paidMonths[size] = month;
        paidMicros[size++] = micros;
    }
}
