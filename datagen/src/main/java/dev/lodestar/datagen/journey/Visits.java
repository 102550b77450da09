package dev.lodestar.datagen.journey;

import static dev.lodestar.datagen.journey.Milestones.NEVER;

import java.util.List;

/**
 * The visits of a user: a Poisson process, thinned by weekday, with a rate of the user's own that is higher in the first
 * week and once the user collaborates. Each visit has its own stream of numbers, so that a busier run of the same seed
 * lengthens the same visits.
 */
final class Visits {

    private static final double MEDIAN_VISITS_PER_DAY = 0.08;
    private static final double VISITS_SIGMA = 0.6;
    private static final double MAX_VISITS_PER_DAY = 3;
    private static final double FIRST_WEEK_FACTOR = 2.5;
    private static final double COLLABORATION_FACTOR = 1.5;
    private static final double MEAN_FURTHER_EVENTS = 3.2;
    private static final int MAX_FURTHER_EVENTS = 300;
    private static final double MEAN_MILLIS_BETWEEN_EVENTS = 95_000;
    private static final long MILLIS_PER_WEEK = Milestones.days(7);

    private static final EventType[] LOOKING = {
        EventType.PAGE_VIEWED, EventType.SEARCH_PERFORMED, EventType.CONTENT_EDITED
    };
    private static final double[] LOOKING_SHARES = {0.68, 0.22, 0.10};
    private static final EventType[] WORKING = {
        EventType.PAGE_VIEWED, EventType.CONTENT_EDITED, EventType.PAGE_CREATED, EventType.SEARCH_PERFORMED
    };
    private static final double[] WORKING_SHARES = {0.42, 0.32, 0.13, 0.13};
    private static final EventType[] COLLABORATING = {
        EventType.PAGE_VIEWED,
        EventType.CONTENT_EDITED,
        EventType.PAGE_CREATED,
        EventType.SEARCH_PERFORMED,
        EventType.COLLABORATIVE_EDIT,
        EventType.WORKSPACE_SHARED,
        EventType.USER_INVITED
    };
    private static final double[] COLLABORATING_SHARES = {0.34, 0.25, 0.10, 0.11, 0.15, 0.02, 0.03};

    private final ProductCalendar calendar;
    private final double busyness;

    /**
     * @param intensity multiplies the expected number of events from visits, roughly; 0 leaves but the visit of the signup
     */
    Visits(ProductCalendar calendar, double intensity) {
        this.calendar = calendar;
        this.busyness = StrictMath.sqrt(intensity);
    }

    /** Adds the events of all visits; the last may lie past the end of the calendar. */
    void visit(Dice dice, Milestones milestones, String workspace, List<SyntheticEvent> events) {
        double ownRate = MEDIAN_VISITS_PER_DAY * dice.logNormal(VISITS_SIGMA) * busyness;
        Visitor visitor = new Visitor(milestones, workspace, events);
        addVisit(dice.fork(), milestones.signupAt() + 1_000, visitor);
        live(dice, ownRate, milestones.signupAt(), milestones.leavesAt(), visitor);
        if (milestones.returnsAt() != NEVER) {
            live(dice, ownRate, milestones.returnsAt(), milestones.leavesAgainAt(), visitor);
        }
    }

    private void live(Dice dice, double ownRate, long from, long until, Visitor visitor) {
        if (ownRate <= 0) {
            return;
        }
        long stop = Math.min(until, calendar.end());
        long at = from;
        while (true) {
            at += Milestones.days(dice.exponential(1) / Math.min(MAX_VISITS_PER_DAY, ownRate * visitor.eagerness(at)));
            if (at >= stop) {
                return;
            }
            int day = calendar.dayOf(at);
            Dice visit = dice.fork();
            long start = calendar.instant(day, visit.uniform());
            if (visit.chance(calendar.weight(day)) && start > from && start < stop) {
                addVisit(visit, start, visitor);
            }
        }
    }

    private void addVisit(Dice dice, long start, Visitor visitor) {
        visitor.add(start, EventType.SESSION_STARTED, false);
        int further = (int) Math.min(MAX_FURTHER_EVENTS, dice.exponential(MEAN_FURTHER_EVENTS * busyness));
        long at = start;
        for (int i = 0; i < further; i++) {
            at += 1_000 + (long) dice.exponential(MEAN_MILLIS_BETWEEN_EVENTS);
            visitor.add(at, visitor.typeAt(at, dice), true);
        }
    }

    /** The user whose visits are being drawn. */
    private record Visitor(Milestones milestones, String workspace, List<SyntheticEvent> events) {

        /** The factor on the rate of visits at the time. */
        double eagerness(long at) {
            return (at < milestones.signupAt() + MILLIS_PER_WEEK ? FIRST_WEEK_FACTOR : 1)
                    * (at >= milestones.collaboratesFrom() ? COLLABORATION_FACTOR : 1);
        }

        EventType typeAt(long at, Dice dice) {
            if (at < milestones.activatedAt()) {
                return LOOKING[dice.pick(LOOKING_SHARES)];
            }
            return at < milestones.collaboratesFrom()
                    ? WORKING[dice.pick(WORKING_SHARES)]
                    : COLLABORATING[dice.pick(COLLABORATING_SHARES)];
        }

        void add(long at, EventType type, boolean inWorkspace) {
            events.add(new SyntheticEvent(at, type, inWorkspace ? workspace : null, 0));
        }
    }
}
