package dev.lodestar.engine.query;

import dev.lodestar.engine.query.StepFunnelQuery.Since;
import dev.lodestar.engine.query.StepFunnelQuery.WantedTimes;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The second round of an ad-hoc funnel: the times in some classes, to the millisecond. */
final class ExactTimes implements BlockVisitor {
    private final FunnelWalk walk;
    private final Set<String> listed;
    private final boolean grouped;
    private final int stepCount;
    private final Map<String, Collector[]> collectors = new HashMap<>();

    ExactTimes(StepFunnelQuery query, FunnelWalk walk) {
        this.walk = walk;
        this.listed = new HashSet<>(query.groups());
        this.grouped = query.definition().breakdown() != null;
        this.stepCount = query.definition().steps().size();
        query.wanted().forEach(this::collect);
    }

    /** Collects the times that lie in some classes. */
    private static final class Collector {
        private final boolean[] wanted = new boolean[DurationClasses.count()];
        private final LongBuffer times = new LongBuffer();

        Collector(List<Integer> classes) {
            classes.forEach(number -> wanted[number] = true);
        }

        void take(long millis) {
            if (wanted[DurationClasses.of(millis)]) {
                times.add(millis);
            }
        }
    }

    private void collect(WantedTimes wanted) {
        Collector[] ofGroup = collectors.computeIfAbsent(wanted.group(), _ -> new Collector[2 * stepCount + 2]);
        ofGroup[place(wanted.since(), wanted.step())] = new Collector(wanted.classes());
    }

    private static int place(Since since, int step) {
        return 2 * step + (since == Since.FIRST ? 0 : 1);
    }

    @Override
    public void visit(UserBlock block, int[] users, int count) {
        walk.forEach(block, users, count, this::take);
    }

    private void take(UserBlock block, int user) {
        if (walk.reached() < 2) {
            return;
        }
        take(collectors.get(StepFunnelQuery.ALL));
        if (grouped) {
            String value = walk.group(block, user);
            take(collectors.get(listed.isEmpty() || listed.contains(value) ? value : StepFunnelQuery.OTHER));
        }
    }

    private void take(Collector @Nullable [] ofGroup) {
        for (int step = 2; ofGroup != null && step <= walk.reached(); step++) {
            take(ofGroup[place(Since.FIRST, step)], walk.sinceFirst(step));
            take(ofGroup[place(Since.PREVIOUS, step)], walk.sincePrevious(step));
        }
    }

    private static void take(@Nullable Collector collector, long millis) {
        if (collector != null) {
            collector.take(millis);
        }
    }

    Tally tally() {
        Map<String, Histogram> times = new TreeMap<>();
        collectors.forEach((group, ofGroup) -> {
            for (Since since : Since.values()) {
                for (int step = 2; step <= stepCount; step++) {
                    Collector collector = ofGroup[place(since, step)];
                    if (collector != null) {
                        times.put(StepFunnelQuery.timesOf(since, step, group), collector.times.toHistogram());
                    }
                }
            }
        });
        return new Tally(Map.of(), Map.of(), times, Map.of());
    }
}
