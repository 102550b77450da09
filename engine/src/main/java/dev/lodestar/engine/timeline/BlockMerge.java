package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes one block anew from what it was and what arrived for its users. Reused from block to block of a merge for its scratch memory.
 */
final class BlockMerge {
    /** So many arrivals of a user are not worth a table of all the ids that the user has. */
    private static final int FEW = 8;

    private final EventTypes types;
    private final Delta delta;
    private final int[] byUser;
    private final IdTable ids = new IdTable();
    private final EventDraft events;
    private final DayCut days;
    private long[] typeMasks = new long[0];
    private BitSet early = new BitSet();
    private BitSet tied = new BitSet();
    private long[] knownIds = new long[256];
    private short[] knownBodies = new short[256];

    private long duplicates;
    private long conflicts;

    /**
     * @param byUser the positions of the delta's events, by user and in order of arrival
     */
    BlockMerge(ProjectCalendar calendar, EventTypes types, EventPlan plan, Delta delta, int[] byUser) {
        this.types = types;
        this.delta = delta;
        this.byUser = byUser;
        this.events = new EventDraft(types, plan.properties().size());
        this.days = new DayCut(calendar, types, plan.features().size());
    }

    long duplicates() {
        return duplicates;
    }

    long conflicts() {
        return conflicts;
    }

    /**
     * The block with the delta's events.
     *
     * @param users its users, profiles and erasures already written
     * @param before the block as it was, or null where it is new
     * @param firstUser the number of its first user in the shard
     * @param arrivals where each user's events start in {@code byUser}, by number in the shard
     */
    UserBlock merge(UserDraft users, @Nullable UserBlock before, int firstUser, int[] arrivals) {
        int count = users.size();
        int known = before == null ? 0 : before.eventCount();
        int nextErased = delta.erased.nextSetBit(firstUser);
        events.begin(
                known + arrivals[firstUser + count] - arrivals[firstUser],
                before == null ? null : before.events,
                nextErased < 0 || nextErased >= firstUser + count);
        int[] start = new int[count + 1];
        typeMasks = new long[count];
        early = new BitSet();
        tied = new BitSet();
        days.begin(count, before);
        int user = 0;
        while (user < count) {
            int from = arrivals[firstUser + user];
            int to = arrivals[firstUser + user + 1];
            boolean erased = delta.erased.get(firstUser + user);
            UserBlock source = erased || before == null || user >= before.size() ? null : before;
            if (source != null && isQuiet(users, source, firstUser, user, arrivals)) {
                int end = endOfQuiet(users, source, firstUser, user, arrivals);
                copyUsers(source, user, end, start);
                user = end;
                continue;
            }
            if (!erased) {
                mergeUser(users, source, user, from, to);
            }
            cutDays(user, start[user], users.signupAt[user]);
            start[user + 1] = events.size();
            early.set(user, start[user] < events.size() && events.time(start[user]) < users.signupAt[user]);
            users.activation[user] = activation(users.signupAt[user], start[user], start[user + 1]);
            user++;
        }
        return new UserBlock(
                users.columns(), events.columns(start, days), PackedColumn.of(typeMasks, count), early, tied);
    }

    /** Whether nothing arrived for a user that would change the events or what is derived from them. */
    private boolean isQuiet(UserDraft users, UserBlock source, int firstUser, int user, int[] arrivals) {
        return arrivals[firstUser + user] == arrivals[firstUser + user + 1]
                && source.signupAt(user) == users.signupAt[user]
                && !delta.erased.get(firstUser + user);
    }

    private int endOfQuiet(UserDraft users, UserBlock source, int firstUser, int from, int[] arrivals) {
        int end = from + 1;
        while (end < source.size() && isQuiet(users, source, firstUser, end, arrivals)) {
            end++;
        }
        return end;
    }

    /** Takes the events of some users as they were, all at once. */
    private void copyUsers(UserBlock source, int from, int to, int[] start) {
        int shift = events.size() - source.eventStart(from);
        events.copy(source.events, source.eventStart(from), source.eventStart(to));
        days.copyUsers(source, from, to);
        for (int user = from; user < to; user++) {
            start[user + 1] = source.eventStart(user + 1) + shift;
            typeMasks[user] = source.typeMask(user);
            early.set(user, source.hasEventsBeforeSignup(user));
            tied.set(user, source.hasTies(user));
        }
    }

    private void cutDays(int user, int from, long signupAt) {
        boolean ties = false;
        for (int event = from; event < events.size(); event++) {
            typeMasks[user] |= EventTypes.maskOf(events.type(event));
            days.add(events.type(event), events.time(event));
            ties |= event > from && events.time(event) == events.time(event - 1);
        }
        tied.set(user, ties);
        days.endUser(user, signupAt);
    }

    private void mergeUser(UserDraft users, @Nullable UserBlock source, int user, int from, int to) {
        int kept = keepNew(source, user, from, to);
        TimeOrder.sort(byUser, from, kept, delta.time);
        int next = source == null ? 0 : source.eventStart(user);
        int end = source == null ? 0 : source.eventStart(user + 1);
        for (int i = from; i <= kept; i++) {
            long until = i < kept ? delta.time[byUser[i]] : Long.MAX_VALUE;
            int stop = next;
            while (stop < end && (i == kept || (source != null && source.time(stop) <= until))) {
                stop++;
            }
            if (source != null && stop > next) {
                events.copy(source.events, next, stop);
                next = stop;
            }
            if (i < kept) {
                users.traits[user] |= events.append(delta, byUser[i]);
            }
        }
    }

    /** Moves the positions of the events that are new to the front, in order of arrival, and returns their end. */
    private int keepNew(@Nullable UserBlock source, int user, int from, int to) {
        return to - from <= FEW ? keepNewOfFew(source, user, from, to) : keepNewOfMany(source, user, from, to);
    }

    /** By a look through the ids that the user has for each event: the most frequent case. */
    private int keepNewOfFew(@Nullable UserBlock source, int user, int from, int to) {
        int kept = from;
        for (int i = from; i < to; i++) {
            int position = byUser[i];
            long id = delta.idHash[position];
            int body = body(position);
            int known = source == null
                    ? EventIds.NONE
                    : source.events.ids().find(id, source.eventStart(user), source.eventStart(user + 1));
            if (source != null && known != EventIds.NONE) {
                countRepeat(
                        body,
                        EventColumns.body(
                                source.time(known),
                                source.type(known),
                                source.events.ids().body(known)));
                continue;
            }
            int earlier = from;
            while (earlier < kept && delta.idHash[byUser[earlier]] != id) {
                earlier++;
            }
            if (earlier < kept) {
                countRepeat(body, body(byUser[earlier]));
            } else {
                byUser[kept++] = position;
            }
        }
        return kept;
    }

    private int body(int position) {
        return EventColumns.body(delta.time[position], delta.type[position], delta.bodyHash[position]);
    }

    private void countRepeat(int body, int known) {
        if (body == known) {
            duplicates++;
        } else {
            conflicts++;
        }
    }

    private int keepNewOfMany(@Nullable UserBlock source, int user, int from, int to) {
        int known = source == null ? 0 : source.eventStart(user + 1) - source.eventStart(user);
        ids.reset(known + to - from);
        if (source != null) {
            int start = source.eventStart(user);
            reserveKnown(known);
            source.events.ids().copyTo(start, source.eventStart(user + 1), knownIds, knownBodies, 0);
            for (int event = start; event < source.eventStart(user + 1); event++) {
                short hash = knownBodies[event - start];
                ids.add(knownIds[event - start], EventColumns.body(source.time(event), source.type(event), hash));
            }
        }
        int kept = from;
        for (int i = from; i < to; i++) {
            int position = byUser[i];
            switch (ids.add(delta.idHash[position], body(position))) {
                case NEW -> byUser[kept++] = position;
                case DUPLICATE -> duplicates++;
                case CONFLICT -> conflicts++;
            }
        }
        return kept;
    }

    private void reserveKnown(int count) {
        if (knownIds.length < count) {
            knownIds = new long[2 * count];
            knownBodies = new short[2 * count];
        }
    }

    /** From signup to the first activation at or after it, of the user who has some of the events written. */
    private long activation(long signupAt, int from, int to) {
        if (signupAt == UserBlock.NO_PROFILE) {
            return UserBlock.NOT_ACTIVATED;
        }
        for (int event = from; event < to; event++) {
            if (events.time(event) >= signupAt && (types.traitsOf(events.type(event)) & Trait.ACTIVATION) != 0) {
                return events.time(event) - signupAt;
            }
        }
        return UserBlock.NOT_ACTIVATED;
    }
}
