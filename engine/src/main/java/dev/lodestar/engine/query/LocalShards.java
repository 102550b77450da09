package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Partitions whose views are all in this process; answers one after the other, and is always complete. */
public final class LocalShards implements Shards {
    private final SortedMap<Integer, TimelineView> views;

    /** Views by partition. */
    public LocalShards(Map<Integer, TimelineView> views) {
        this.views = new TreeMap<>(views);
    }

    @Override
    public Gathered gather(TimelineQuery query) {
        List<Tally> tallies = new ArrayList<>(views.size());
        AsOf asOf = AsOf.NOTHING;
        for (Map.Entry<Integer, TimelineView> entry : views.entrySet()) {
            TimelineView view = entry.getValue();
            tallies.add(query.tally(view));
            asOf = asOf.plus(AsOf.of(entry.getKey(), view.offset(), view.newestReceivedAtMillis()));
        }
        return new Gathered(Tally.merge(tallies), asOf, 1.0);
    }
}
