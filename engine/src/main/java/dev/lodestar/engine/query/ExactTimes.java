package dev.lodestar.engine.query;

import dev.lodestar.engine.query.StepFunnelQuery.Since;
import dev.lodestar.engine.query.StepFunnelQuery.WantedTimes;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The second round of an ad-hoc funnel: the times in some classes, to the millisecond. */
final class ExactTimes implements BlockVisitor {
    private final StepFunnelQuery query;
    private final FunnelWalk walk;
    private final int stepCount;

    /** By group: the times of nobody in it are wanted where it is missing. */
    private final Map<String, Collectors> collectors = new HashMap<>();

    /** By the code of a group: the same, null where it was not asked for yet. */
    private final List<@Nullable Collectors> byCode = new ArrayList<>();

    ExactTimes(StepFunnelQuery query, FunnelWalk walk) {
        this.query = query;
        this.walk = walk;
        this.stepCount = query.definition().steps().size();
        query.wanted().forEach(this::collect);
    }

    /** By since when and by step: what is collected of a group; null where nothing is. */
    private record Collectors(
            @Nullable Collector[] sinceFirst, @Nullable Collector[] sincePrevious) {
        Collectors(int stepCount) {
            this(new Collector[stepCount + 1], new Collector[stepCount + 1]);
        }

        @Nullable
        Collector[] of(Since since) {
            return since == Since.FIRST ? sinceFirst : sincePrevious;
        }

        void take(Since since, int step, long millis) {
            Collector collector = of(since)[step];
            if (collector != null) {
                collector.take(millis);
            }
        }
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
        collectors.computeIfAbsent(wanted.group(), _ -> new Collectors(stepCount))
                        .of(wanted.since())[wanted.step()] =
                new Collector(wanted.classes());
    }

    @Override
    public void visit(UserBlock block, int[] users, int count) {
        walk.forEach(block, users, count, (_, table) -> take(table));
    }

    private void take(ChainTable table) {
        Collectors all = collectors.get(StepFunnelQuery.ALL);
        boolean grouped = query.definition().breakdown() != null;
        for (int step = 2; step <= stepCount; step++) {
            for (int row = table.from(step); row < table.size(); row++) {
                long sinceFirst = table.moments[step][row] - table.moments[1][row];
                long sincePrevious = table.moments[step][row] - table.moments[step - 1][row];
                if (all != null) {
                    all.take(Since.FIRST, step, sinceFirst);
                    all.take(Since.PREVIOUS, step, sincePrevious);
                }
                if (grouped) {
                    Collectors ofGroup = ofGroup(table.groups[row]);
                    ofGroup.take(Since.FIRST, step, sinceFirst);
                    ofGroup.take(Since.PREVIOUS, step, sincePrevious);
                }
            }
        }
    }

    private Collectors ofGroup(int code) {
        while (byCode.size() <= code) {
            byCode.add(null);
        }
        Collectors found = byCode.get(code);
        if (found == null) {
            String group = query.countedAs(walk.groupOfCode(code));
            found = collectors.getOrDefault(group, new Collectors(stepCount));
            byCode.set(code, found);
        }
        return found;
    }

    Tally tally() {
        Map<String, Histogram> times = new TreeMap<>();
        collectors.forEach((group, ofGroup) -> {
            for (Since since : Since.values()) {
                for (int step = 2; step <= stepCount; step++) {
                    Collector collector = ofGroup.of(since)[step];
                    if (collector != null) {
                        times.put(StepFunnelQuery.timesOf(since, step, group), collector.times.toHistogram());
                    }
                }
            }
        });
        return new Tally(Map.of(), Map.of(), times, Map.of());
    }
}
