package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.query.LocalShards;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserErased;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The engine with a history taken in, spread over some partitions by user. */
final class EngineOnHistory {

    private static final int CHANGES_BETWEEN_READS = 16;

    private final ProjectCalendar calendar;
    private final EventPlan plan = EventPlan.standard();
    private final InstantSource clock;
    private final List<TimelineShard> shards = new ArrayList<>();
    private final long[] offsets;

    EngineOnHistory(ZoneId zone, LocalDate today, int partitions) {
        this(zone, zone, today, partitions);
    }

    /**
     * @param zone the zone that is asked for
     * @param projectZone the zone that the timelines are kept in
     */
    EngineOnHistory(ZoneId zone, ZoneId projectZone, LocalDate today, int partitions) {
        ProjectCalendar kept = ProjectCalendar.of(projectZone);
        this.calendar = ProjectCalendar.of(zone);
        this.clock =
                InstantSource.fixed(today.atTime(LocalTime.NOON).atZone(zone).toInstant());
        this.offsets = new long[partitions];
        for (int i = 0; i < partitions; i++) {
            shards.add(new TimelineShard(kept, plan));
        }
    }

    /** Takes changes in, and reads now and then in between, so that not everything is merged at once. */
    void take(List<TimelineChange> changes) {
        for (TimelineChange change : changes) {
            for (int partition : partitionsOf(change)) {
                long offset = offsets[partition]++;
                shards.get(partition).apply(change, offset);
                if (offset % CHANGES_BETWEEN_READS == 0) {
                    shards.get(partition).view();
                }
            }
        }
    }

    private List<Integer> partitionsOf(TimelineChange change) {
        return switch (change) {
            case EventArrived event -> List.of(partitionOf(event.user()));
            case ProfileChanged profile -> List.of(partitionOf(profile.user()));
            case UserErased erased -> List.of(partitionOf(erased.user()));
            case RunBarrier _ ->
                java.util.stream.IntStream.range(0, shards.size()).boxed().toList();
        };
    }

    private int partitionOf(UUID user) {
        return Math.floorMod(user.hashCode(), shards.size());
    }

    /** Asks for everything that has come in. */
    AnalysisContext context() {
        SortedMap<Integer, TimelineView> views = new TreeMap<>();
        for (int i = 0; i < shards.size(); i++) {
            views.put(i, shards.get(i).view().in(calendar));
        }
        return context(views);
    }

    /** Asks for what had come in before a run's barrier. */
    AnalysisContext contextAt(String runId) {
        return context(pinnedViews(runId));
    }

    /** The views of all partitions at a run's barrier. */
    SortedMap<Integer, TimelineView> pinnedViews(String runId) {
        SortedMap<Integer, TimelineView> views = new TreeMap<>();
        for (int i = 0; i < shards.size(); i++) {
            views.put(i, shards.get(i).pinned(runId).orElseThrow());
        }
        return views;
    }

    /** The views of all partitions now. */
    List<TimelineView> views() {
        return shards.stream().map(TimelineShard::view).toList();
    }

    private AnalysisContext context(SortedMap<Integer, TimelineView> views) {
        return new AnalysisContext(new LocalShards(views), calendar, plan, clock);
    }
}
