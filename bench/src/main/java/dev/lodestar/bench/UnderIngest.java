package dev.lodestar.bench;

import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.PropertyValue;
import dev.lodestar.engine.timeline.Refresh;
import dev.lodestar.engine.timeline.TimelineShard;
import dev.lodestar.engine.timeline.TimelineView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Queries while events arrive: one thread applies events of known users to the shards at a steady rate, one asks the questions of the dashboard
 * one after the other on views as recent as a service takes them, partitions scanned by as many threads as there are processors, as in a service, and
 * one merges. Of the engine alone: no log, no HTTP.
 */
final class UnderIngest {
    private static final int EVENTS_A_SECOND = 100_000;
    private static final int EVENTS_A_SLICE = 500;
    private static final int SAMPLE_EVERY = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration MAX_AGE = Duration.ofMillis(800);
    private static final long SMALL = 100_000;
    private static final String[] TYPES = {
        "page_viewed", "content_edited", "search_performed", "session_started", "page_created", "collaborative_edit"
    };

    private final List<TimelineShard> shards;
    private final long users;
    private final SplittableRandom random = new SplittableRandom(5);
    private final long[] offsets;
    private final long clockMillis = BenchData.RANGE.toDate().toEpochDay() * 86_400_000L - 3_600_000L;
    private final Queue<Applied> unseen = new ConcurrentLinkedQueue<>();
    private final List<Long> visibleNanos = new ArrayList<>();
    private final List<Long> queryNanos = new ArrayList<>();
    private volatile boolean measuring;
    private volatile boolean over;
    private long applied;
    private long appliedBefore;

    private record Applied(int shard, long offset, long nanos) {}

    UnderIngest(BenchSize size, BenchData data) {
        this.shards = data.shards();
        this.users = size.users();
        this.offsets = shards.stream().mapToLong(shard -> shard.view().offset()).toArray();
    }

    /** Runs for half a minute; what was measured, in a paragraph. */
    String measure() throws InterruptedException {
        Thread writer = Thread.ofPlatform().name("writer").start(this::write);
        ExecutorService merger = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("merger").factory());
        Thread reader = Thread.ofPlatform().name("reader").start(() -> read(new Refresh(merger, MAX_AGE, SMALL)));
        TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
        appliedBefore = applied;
        long begun = System.nanoTime();
        measuring = true;
        TimeUnit.MILLISECONDS.sleep(MEASURED.toMillis());
        long events = applied - appliedBefore;
        double seconds = (System.nanoTime() - begun) / 1e9;
        over = true;
        writer.join();
        reader.join();
        merger.shutdown();
        return String.format(
                Locale.ROOT,
                "While %,.0f events/s were applied, %d answers one after the other: p50 %.0f ms, p99 %.0f ms, longest %.0f"
                        + " ms. From applied to part of an answer's view: p50 %.0f ms, p99 %.0f ms, longest %.0f ms. Of"
                        + " the engine alone, without log and HTTP.%n",
                events / seconds,
                queryNanos.size(),
                quantile(queryNanos, 0.5),
                quantile(queryNanos, 0.99),
                quantile(queryNanos, 1),
                quantile(visibleNanos, 0.5),
                quantile(visibleNanos, 0.99),
                quantile(visibleNanos, 1));
    }

    private static double quantile(List<Long> nanos, double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(rank, 0)) / 1e6;
    }

    private void write() {
        long begun = System.nanoTime();
        long written = 0;
        while (!over) {
            for (int i = 0; i < EVENTS_A_SLICE; i++) {
                applyOne(written++);
            }
            applied = written;
            long due = begun + written * 1_000_000_000L / EVENTS_A_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void applyOne(long number) {
        long user = random.nextLong(users);
        int shard = (int) (user % shards.size());
        long at = clockMillis + random.nextInt(3_600_000);
        String type = TYPES[random.nextInt(TYPES.length)];
        EventArrived event = new EventArrived(
                BenchData.pseudonym(user),
                "live" + number,
                type,
                at,
                at,
                number << 40,
                Map.of("workspace_id", new PropertyValue.Text("w" + user % 1_000)));
        shards.get(shard).apply(event, ++offsets[shard]);
        if (number % SAMPLE_EVERY == 0) {
            unseen.add(new Applied(shard, offsets[shard], System.nanoTime()));
        }
    }

    private void read(Refresh refresh) {
        Question[] questions = Question.values();
        ExecutorService scanners = ParallelShards.pool(Runtime.getRuntime().availableProcessors());
        for (int turn = 0; !over; turn++) {
            long begun = System.nanoTime();
            SortedMap<Integer, TimelineView> views = new TreeMap<>();
            for (int shard = 0; shard < shards.size(); shard++) {
                views.put(shard, shards.get(shard).recent(refresh));
            }
            questions[turn % questions.length].ask(new ParallelShards(views.values(), scanners));
            long ended = System.nanoTime();
            if (measuring) {
                queryNanos.add(ended - begun);
            }
            see(views, ended);
        }
        scanners.shutdown();
    }

    private void see(SortedMap<Integer, TimelineView> views, long nanos) {
        Iterator<Applied> each = unseen.iterator();
        while (each.hasNext()) {
            Applied one = each.next();
            TimelineView view = views.get(one.shard());
            if (view != null && view.offset() >= one.offset()) {
                each.remove();
                if (measuring) {
                    visibleNanos.add(nanos - one.nanos());
                }
            }
        }
    }
}
