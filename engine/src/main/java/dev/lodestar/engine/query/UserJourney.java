package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;

/**
 * What users of a view have reached before an instant: the building blocks of activation, the growth funnel and the summary. All methods
 * but {@link #isKnown} are for users with a profile, and none reads an event at or after the instant.
 */
public final class UserJourney {
    /** What {@link #activatedAt} says of a user who is not activated. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final String PLAN_TYPE = "plan_type";

    private final EventTypes types;
    private final long toMillis;
    private final int planAttribute;
    private final boolean[] paidPlans;

    /**
     * @param view the view whose users are asked about
     * @param toMillis the instant at which the data end
     */
    public UserJourney(TimelineView view, long toMillis) {
        this.types = view.eventTypes();
        this.toMillis = toMillis;
        this.planAttribute = view.attributes().indexOf(PLAN_TYPE);
        this.paidPlans = paidPlans(view, planAttribute);
    }

    private static boolean[] paidPlans(TimelineView view, int planAttribute) {
        EventPlan plan = view.plan();
        List<String> values =
                planAttribute < 0 ? List.of("") : view.attributes().valuesOf(planAttribute);
        boolean[] paid = new boolean[values.size()];
        for (int code = 0; code < paid.length; code++) {
            paid[code] = plan.isPaidPlan(values.get(code));
        }
        return paid;
    }

    /** Whether the user has a profile with signup before the end of the data. */
    public boolean isKnown(UserBlock block, int user) {
        return block.hasProfile(user) && block.signupAt(user) < toMillis;
    }

    /** When the user was activated: the first activation event at or after signup; {@link #NEVER} where there is none. */
    public long activatedAt(UserBlock block, int user) {
        long millis = activationTime(block, user);
        return millis == NEVER ? NEVER : block.signupAt(user) + millis;
    }

    /** Milliseconds from signup to {@link #activatedAt}; {@link #NEVER} where there is none. */
    long activationTime(UserBlock block, int user) {
        long delay = block.activationDelay(user);
        boolean known = delay != UserBlock.NOT_ACTIVATED && block.signupAt(user) + delay < toMillis;
        return known ? delay : NEVER;
    }

    /** Whether the user did something that has a trait, at or after signup. */
    public boolean did(UserBlock block, int user, int trait) {
        if ((block.traits(user) & trait) == 0) {
            return false;
        }
        return (!block.hasEventsBeforeSignup(user) && block.isWithin(Long.MIN_VALUE, toMillis))
                || first(block, user, block.firstEventAt(user, block.signupAt(user)), trait) != NEVER;
    }

    /** Whether the user did something that has a trait, before or after signup. */
    public boolean everDid(UserBlock block, int user, int trait) {
        return (block.traits(user) & trait) != 0 && first(block, user, block.eventStart(user), trait) != NEVER;
    }

    /** Whether the user pays: a monetization event at or after signup, or a paid plan in the profile. */
    public boolean isMonetised(UserBlock block, int user) {
        return hasPaidPlan(block, user) || did(block, user, Trait.MONETIZATION);
    }

    /** Whether the profile names a paid plan. */
    public boolean hasPaidPlan(UserBlock block, int user) {
        return planAttribute >= 0 && paidPlans[block.attribute(planAttribute, user)];
    }

    private long first(UserBlock block, int user, int from, int trait) {
        int end = block.eventStart(user + 1);
        for (int event = from; event < end && block.time(event) < toMillis; event++) {
            if ((types.traitsOf(block.type(event)) & trait) != 0) {
                return block.time(event);
            }
        }
        return NEVER;
    }
}
