package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/** Finds the users of a view who meet a criterion, as a bitmap of their numbers: block times {@link UserBlock#CAPACITY} plus place in it. */
final class UserMatcher {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int LAST_DAY = 3_000_000; // about the year 10,000, far from where milliseconds overflow

    private final TimelineView view;

    private UserMatcher(TimelineView view) {
        this.view = view;
    }

    static RoaringBitmap find(TimelineView view, UserCriterion criterion) {
        RoaringBitmap users = new UserMatcher(view).find(criterion);
        users.runOptimize();
        return users;
    }

    private RoaringBitmap find(UserCriterion criterion) {
        return switch (criterion) {
            case UserCriterion.HasAttribute attribute -> withAttribute(attribute);
            case UserCriterion.Did did -> whoDid(did);
            case UserCriterion.Members members -> onList(members);
            case UserCriterion.AllOf all -> {
                RoaringBitmap users = everybody();
                all.criteria().forEach(one -> users.and(find(one)));
                yield users;
            }
            case UserCriterion.AnyOf any -> {
                RoaringBitmap users = new RoaringBitmap();
                any.criteria().forEach(one -> users.or(find(one)));
                yield users;
            }
            case UserCriterion.Not not -> {
                RoaringBitmap users = everybody();
                users.andNot(find(not.criterion()));
                yield users;
            }
        };
    }

    private interface Condition {
        boolean holds(UserBlock block, int user);
    }

    private RoaringBitmap where(Condition condition) {
        RoaringBitmap users = new RoaringBitmap();
        List<UserBlock> blocks = view.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            UserBlock block = blocks.get(i);
            for (int user = 0; user < block.size(); user++) {
                if (condition.holds(block, user)) {
                    users.add(i * UserBlock.CAPACITY + user);
                }
            }
        }
        return users;
    }

    private RoaringBitmap everybody() {
        return where((block, user) -> true);
    }

    private RoaringBitmap withAttribute(UserCriterion.HasAttribute criterion) {
        AllowedCodes allowed = AllowedCodes.of(view, criterion.attribute(), criterion.values());
        return where(allowed::includes);
    }

    private RoaringBitmap onList(UserCriterion.Members members) {
        Set<UUID> listed = new HashSet<>(members.users());
        return where((block, user) -> listed.contains(block.pseudonym(user)));
    }

    private RoaringBitmap whoDid(UserCriterion.Did did) {
        EventMatcher matcher = EventMatcher.of(view, did.event());
        Times times = times(did.window());
        return where((block, user) -> {
            int count = count(block, user, matcher, did, times);
            return did.atLeast() <= count && count <= did.atMost();
        });
    }

    /** How often, up to the first number that decides. */
    private static int count(UserBlock block, int user, EventMatcher matcher, UserCriterion.Did did, Times times) {
        long from = times.start(block, user);
        long to = times.end(block, user);
        int enough = did.atMost() == Integer.MAX_VALUE ? did.atLeast() : did.atMost() + 1;
        int count = 0;
        int stop = block.eventStart(user + 1);
        for (int event = block.firstEventAt(user, from);
                count < enough && event < stop && block.time(event) < to;
                event++) {
            count += matcher.matches(block, user, event) ? 1 : 0;
        }
        return count;
    }

    /** A window in instants, which may depend on the user. */
    private interface Times {
        long start(UserBlock block, int user);

        long end(UserBlock block, int user);
    }

    private record Fixed(long from, long to) implements Times {
        @Override
        public long start(UserBlock block, int user) {
            return from;
        }

        @Override
        public long end(UserBlock block, int user) {
            return to;
        }
    }

    /** Milliseconds since signup, ended by an instant; users without a profile have none. */
    private record SinceSignup(long from, long to, long before) implements Times {
        @Override
        public long start(UserBlock block, int user) {
            return block.hasProfile(user) ? block.signupAt(user) + from : Long.MAX_VALUE;
        }

        @Override
        public long end(UserBlock block, int user) {
            return block.hasProfile(user) ? Math.min(before, block.signupAt(user) + to) : Long.MIN_VALUE;
        }
    }

    private Times times(EventWindow window) {
        return switch (window) {
            case EventWindow.InDays days -> new Fixed(startOf(days.from()), startOf(days.to()));
            case EventWindow.Trailing trailing -> throw undated(trailing);
            case EventWindow.SinceSignup since ->
                new SinceSignup(
                        since.fromHour() * HOUR_MILLIS, since.toHour() * HOUR_MILLIS, startOf(since.beforeDay()));
        };
    }

    private static IllegalStateException undated(EventWindow.Trailing trailing) {
        return new IllegalStateException("the end of the data was not told to " + trailing);
    }

    private long startOf(int day) {
        if (Math.abs((long) day) > LAST_DAY) {
            return day < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return view.calendar().startOf(day);
    }
}
