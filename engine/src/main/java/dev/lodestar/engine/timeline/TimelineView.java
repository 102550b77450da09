package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The timelines of a partition at one offset. Immutable: any number of readers may scan it while the shard moves on. */
public final class TimelineView {
    private static final int MAX_RECUTS = 4;

    private final ProjectCalendar calendar;
    private final EventPlan plan;
    private final Position position;
    private final List<UserBlock> blocks;
    private final long duplicates;
    private final long conflicts;
    private final long events;
    private final Map<ProjectCalendar, TimelineView> recuts = new ConcurrentHashMap<>();

    TimelineView(ProjectCalendar calendar, EventPlan plan, Position position) {
        this(calendar, plan, position, List.of(), 0, 0);
    }

    private TimelineView(
            ProjectCalendar calendar,
            EventPlan plan,
            Position position,
            List<UserBlock> blocks,
            long duplicates,
            long conflicts) {
        this.calendar = calendar;
        this.plan = plan;
        this.position = position;
        this.blocks = blocks;
        this.duplicates = duplicates;
        this.conflicts = conflicts;
        this.events = blocks.stream().mapToLong(UserBlock::eventCount).sum();
    }

    TimelineView at(Position next, List<UserBlock> nextBlocks, long moreDuplicates, long moreConflicts) {
        return new TimelineView(
                calendar, plan, next, nextBlocks, duplicates + moreDuplicates, conflicts + moreConflicts);
    }

    /**
     * The same timelines with days and periods of another calendar. Another zone costs a pass over all events; the few calendars asked for
     * first are kept with the view.
     */
    public TimelineView in(ProjectCalendar other) {
        if (other.equals(calendar)) {
            return this;
        }
        return recuts.containsKey(other) || recuts.size() < MAX_RECUTS
                ? recuts.computeIfAbsent(other, this::recut)
                : recut(other);
    }

    private TimelineView recut(ProjectCalendar other) {
        DayRecut days = new DayRecut(other, eventTypes(), plan.features().size());
        List<UserBlock> recut = other.zone().equals(calendar.zone())
                ? blocks
                : blocks.stream().map(days::recut).toList();
        return new TimelineView(other, plan, position, recut, duplicates, conflicts);
    }

    /** The calendar that the days were cut with. */
    public ProjectCalendar calendar() {
        return calendar;
    }

    /** The plan that the events were read with. */
    public EventPlan plan() {
        return plan;
    }

    /** The offset of the last change covered, −1 where there is none. */
    public long offset() {
        return position.offset();
    }

    /** When the newest change covered was received, in milliseconds since the epoch; 0 where there is none. */
    public long newestReceivedAtMillis() {
        return position.newestReceivedAtMillis();
    }

    /** The users, in blocks. */
    public List<UserBlock> blocks() {
        return blocks;
    }

    /** The event types. */
    public EventTypes eventTypes() {
        return position.types();
    }

    /** The profile attributes. */
    public Attributes attributes() {
        return position.attributes();
    }

    /** The properties of events. */
    public EventProperties properties() {
        return position.properties();
    }

    /** Distinct events held. */
    public long eventCount() {
        return events;
    }

    /** Bytes that the columns take in memory, those derived from events included; not the names, which all views of a shard share. */
    public long columnBytes() {
        return blocks.stream().mapToLong(UserBlock::memory).sum();
    }

    /** Events dropped because one with the same id and body was there. */
    public long duplicateCount() {
        return duplicates;
    }

    /** Events dropped because one with the same id and another body was there. */
    public long conflictCount() {
        return conflicts;
    }
}
