package dev.lodestar.bench;

import dev.lodestar.datagen.DataGenerator;
import dev.lodestar.datagen.GenerationRequest;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import dev.lodestar.engine.query.LocalShards;
import dev.lodestar.engine.query.Shards;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineView;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Generated users in shards, as a replica that owns all partitions would hold them.
 *
 * @param shards by partition
 * @param views by partition
 * @param eventCount events held
 * @param heapBytes what all of it takes on the heap, after a collection
 */
record BenchData(List<TimelineShard> shards, SortedMap<Integer, TimelineView> views, long eventCount, long heapBytes) {
    /** As in production by default. */
    static final int PARTITIONS = 12;

    /** The year that the data span. */
    static final DayRange RANGE = DayRange.of(LocalDate.of(2025, 5, 1), LocalDate.of(2026, 5, 1));

    /** How many features the plan names. */
    static final int FEATURES = EventPlan.standard().features().size();

    private static final long SEED = 42;

    /** Draws users one by one, and hands each to a second reader in passing. */
    static BenchData generate(BenchSize size, Consumer<SyntheticUser> alsoTo) {
        DataGenerator generator = new DataGenerator(new GenerationRequest(
                size.users(), size.events(), SEED, RANGE.fromDate(), RANGE.toDate(), ZoneOffset.UTC));
        long heapBefore = Machine.heapAfterCollection();
        List<TimelineShard> shards = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TimelineShard(ProjectCalendar.UTC, EventPlan.standard()))
                .toList();
        long offset = 0;
        for (long index = 0; index < size.users(); index++) {
            SyntheticUser user = generator.user(index);
            offset = take(shards.get((int) (index % PARTITIONS)), user, offset);
            alsoTo.accept(user);
        }
        SortedMap<Integer, TimelineView> views = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            views.put(partition, shards.get(partition).view());
        }
        return new BenchData(
                shards,
                views,
                views.values().stream().mapToLong(TimelineView::eventCount).sum(),
                Machine.heapAfterCollection() - heapBefore);
    }

    /** What the columns take, by the lengths of their arrays. */
    long columnBytes() {
        return views.values().stream().mapToLong(TimelineView::columnBytes).sum();
    }

    private static long take(TimelineShard shard, SyntheticUser user, long firstOffset) {
        long offset = firstOffset;
        UUID pseudonym = pseudonym(user.index());
        shard.apply(
                new ProfileChanged(
                        pseudonym,
                        user.signupAt(),
                        0,
                        user.signupAt(),
                        Map.of(
                                "segment", user.traits().segment().wireName(),
                                "channel", user.traits().channel().wireName(),
                                "plan_type", user.plan().wireName())),
                offset++);
        for (SyntheticEvent event : user.events()) {
            shard.apply(BenchEvents.event(pseudonym, event, offset), offset);
            offset++;
        }
        return offset;
    }

    static UUID pseudonym(long index) {
        return new UUID(index * 0x9e3779b97f4a7c15L, index);
    }

    /** All partitions, scanned one after the other by whoever asks. */
    Shards oneThread() {
        return new LocalShards(views);
    }
}
