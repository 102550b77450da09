package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The timelines of one partition. A single writer applies changes in the order of their offsets; any number of readers take immutable
 * views.
 *
 * <p>Changes go into a delta. Whoever asks for a view closes the delta and merges it, outside of the lock that the writer takes; the
 * writer itself merges only when a delta has grown large.
 */
public final class TimelineShard {
    /** How many barriers of runs are kept at most. */
    public static final int MAX_PINNED_RUNS = 16;

    private static final int MIN_MERGE_SIZE = 1 << 16;
    private static final int MAX_EVENT_TYPES = Short.MAX_VALUE;
    private static final String FURTHER_TYPES = "(further types)";

    private final EventPlan plan;
    private final Object lock = new Object();
    private final UserIndex users = new UserIndex();
    private final ShardNames names;
    private final Pins pins = new Pins(MAX_PINNED_RUNS);
    private EventTypes types;
    private Delta delta;
    private PendingView head;

    /** When the head was complete. */
    private long headAt;

    private long offset;
    private long newestReceivedAtMillis;
    private final LongSupplier nanoTime;
    private TimelineView latest;
    private long latestAt;
    private boolean merging;
    private int unmerged;

    /**
     * An empty shard.
     *
     * @param calendar cuts the days; it cannot change later, because days are kept
     * @param plan says what event types are; it cannot change later either
     */
    public TimelineShard(ProjectCalendar calendar, EventPlan plan) {
        this(calendar, plan, System::nanoTime);
    }

    /** A shard by another clock, for tests. */
    TimelineShard(ProjectCalendar calendar, EventPlan plan, LongSupplier nanoTime) {
        this(calendar, plan, ShardNames.none(plan), nanoTime);
    }

    private TimelineShard(ProjectCalendar calendar, EventPlan plan, ShardNames names, LongSupplier nanoTime) {
        this(new TimelineView(calendar, plan, names.position(-1, 0, plan)), names, nanoTime);
    }

    /** A shard that goes on from a view, whose codes are those of the names. */
    TimelineShard(TimelineView view, ShardNames names) {
        this(view, names, System::nanoTime);
    }

    private TimelineShard(TimelineView view, ShardNames names, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.plan = view.plan();
        this.names = names;
        this.types = view.eventTypes();
        this.offset = view.offset();
        this.newestReceivedAtMillis = view.newestReceivedAtMillis();
        for (UserBlock block : view.blocks()) {
            addUsers(block);
        }
        this.delta = new Delta(users.size());
        this.head = new PendingView(view, names.position(offset, newestReceivedAtMillis, types));
        this.latest = view;
        this.latestAt = nanoTime.getAsLong();
        this.headAt = latestAt;
    }

    private void addUsers(UserBlock block) {
        for (int user = 0; user < block.size(); user++) {
            if (block.isErased(user)) {
                users.skip();
            } else {
                users.add(block.pseudonym(user));
            }
        }
    }

    /**
     * Applies a change. Only one thread may call this.
     *
     * @param change what happened
     * @param changeOffset its offset in the partition, greater than all before
     */
    public void apply(TimelineChange change, long changeOffset) {
        boolean mergeNow;
        synchronized (lock) {
            offset = changeOffset;
            switch (change) {
                case EventArrived event -> addEvent(event);
                case ProfileChanged profile -> addProfile(profile);
                case UserErased erasure -> erase(erasure.user());
                case RunBarrier barrier -> pin(barrier);
            }
            mergeNow = delta.changes() >= mergeSize() || unmerged > MAX_PINNED_RUNS;
        }
        if (mergeNow) {
            view();
        }
    }

    /** So many changes are merged without being asked for: a quarter of what is held, so that a merge costs the same for each change. */
    private long mergeSize() {
        return Math.max(MIN_MERGE_SIZE, (latest.eventCount() + delta.firstNewUser) / 4);
    }

    /** Changes that wait to be merged. */
    int pendingChanges() {
        synchronized (lock) {
            return delta.changes();
        }
    }

    private void addEvent(EventArrived event) {
        newestReceivedAtMillis = Math.max(newestReceivedAtMillis, event.receivedAtMillis());
        delta.add(numberOf(event.user()), event, typeCode(event.eventType()));
        delta.addProperties(event.properties(), plan, names.properties());
    }

    private void addProfile(ProfileChanged profile) {
        newestReceivedAtMillis = Math.max(newestReceivedAtMillis, profile.receivedAtMillis());
        delta.profiles.add(new Delta.ProfileWrite(
                numberOf(profile.user()),
                profile.signupAtMillis(),
                profile.updatedAtMillis(),
                names.attributes().encode(profile.attributes())));
    }

    private int numberOf(UUID user) {
        int number = users.find(user);
        if (number >= 0) {
            return number;
        }
        delta.newUsers.add(user);
        return users.add(user);
    }

    private int typeCode(String name) {
        Dictionary typeNames = names.types();
        boolean full = typeNames.size() >= MAX_EVENT_TYPES && !typeNames.knows(name);
        return typeNames.codeOf(full ? FURTHER_TYPES : name);
    }

    private void erase(UUID user) {
        int number = users.find(user);
        if (number >= 0) {
            users.remove(user);
            delta.erased.set(number);
            pins.erase(number);
        }
    }

    private void pin(RunBarrier barrier) {
        if (pins.hold(barrier)) {
            freeze();
            pins.add(barrier, head, users.size());
        }
    }

    private void freeze() {
        headAt = nanoTime.getAsLong();
        if (offset == head.offset()) {
            return;
        }
        if (types.size() != names.types().size()) {
            types = new EventTypes(names.types().snapshot(), plan);
        }
        head = new PendingView(head, delta, names.position(offset, newestReceivedAtMillis, types));
        delta = new Delta(users.size());
        unmerged++;
    }

    /** Everything applied so far. */
    public TimelineView view() {
        synchronized (lock) {
            freeze();
        }
        return viewOfHead();
    }

    private TimelineView viewOfHead() {
        PendingView newest;
        long at;
        List<PendingView> pinned;
        synchronized (lock) {
            newest = head;
            at = headAt;
            pinned = pins.views();
        }
        TimelineView view = newest.resolve();
        // Until it is resolved, a pinned view holds the one before it, with users erased since.
        pinned.forEach(PendingView::resolve);
        synchronized (lock) {
            if (view.offset() >= latest.offset()) {
                latest = view;
                latestAt = Math.max(latestAt, at);
            }
            unmerged = 0;
        }
        return view;
    }

    /** Everything applied up to some moment that is no longer ago than the refresh allows, mostly without a wait. */
    public TimelineView recent(Refresh refresh) {
        boolean small;
        synchronized (lock) {
            if (offset == latest.offset()) {
                return latest;
            }
            small = latest.eventCount() <= refresh.smallEvents();
            long age = nanoTime.getAsLong() - latestAt;
            if (age <= refresh.maxAge().toNanos() && !small) {
                if (!merging && age >= refresh.dueNanos()) {
                    refresh.merger().execute(() -> mergeBeside(refresh));
                    merging = true;
                }
                return latest;
            }
        }
        return small ? view() : youngView(refresh);
    }

    private void mergeBeside(Refresh refresh) {
        try {
            youngView(refresh);
        } finally {
            synchronized (lock) {
                merging = false;
            }
        }
    }

    /** Not due to be made anew. What is being merged beside is waited for rather than merged once more with what came since. */
    private TimelineView youngView(Refresh refresh) {
        synchronized (lock) {
            long now = nanoTime.getAsLong();
            if (now - latestAt < refresh.dueNanos()) {
                return latest;
            }
            if (now - headAt >= refresh.dueNanos()) {
                freeze();
            }
        }
        return viewOfHead();
    }

    /**
     * Lets go the views at barriers written before a moment, and takes no more of them. A view soon holds a copy of everything, since a block
     * is written anew as soon as one of its users does something.
     *
     * @param millis the moment, in milliseconds since the epoch
     */
    public void letGoBefore(long millis) {
        synchronized (lock) {
            pins.letGoBefore(millis);
        }
    }

    /** The view at a run's newest barrier; empty where no barrier was seen yet or its view is no longer kept. */
    public Optional<TimelineView> pinned(String runId) {
        Optional<PendingView> pinned;
        synchronized (lock) {
            pinned = pins.newest(runId);
        }
        return pinned.map(PendingView::resolve);
    }

    /** The view at the barrier of a run that stands at an offset; empty where it was not seen yet or its view is no longer kept. */
    public Optional<TimelineView> pinned(String runId, long barrierOffset) {
        Optional<PendingView> pinned;
        synchronized (lock) {
            pinned = pins.at(runId, barrierOffset);
        }
        return pinned.map(PendingView::resolve);
    }
}
