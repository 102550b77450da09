package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.ProjectCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An ad-hoc funnel (DEFINITIONS, section 4; its readings in section 10). The range, the end of the data and the users who count come with
 * the question; whether the names and numbers in here are possible is told by {@code FunnelRules}.
 *
 * <p>What engine, oracle and SQL agree on, with W the window, K the number of steps and τ the <em>moment</em> of an event:
 *
 * <ul>
 *   <li>Events that matter are those which meet a step or an exclusion; in a strict funnel all events of the user. An event that matters
 *       and comes at most the grace after the one before it that matters has the same moment τ; else τ is its own time. Without grace τ is the
 *       time. Events with the same τ are tied; everything below compares moments.
 *   <li>A chain of length m is m distinct events that meet steps 1…m, the first with τ in the range, none at or after the end of the data,
 *       τ(last) ≤ τ(first) + W. In order: τ never falls from step to step, or strictly rises where ties must. Strict: in some order of the
 *       tied events no other event of the user stands between two of the chain. Any order: only that all τ lie within W of each other, and
 *       that no two are equal where ties must rise.
 *   <li>With the entry {@link Entry#FIRST} step 1 must have the least τ of all events in the range that meet it.
 *   <li>An exclusion after step a and before step b stops a chain: none may hold an excluded event with τ(a) &lt; τ &lt; τ(its step b, or
 *       its last event where it is shorter). In any order it counts between the chain's first event and its last.
 *   <li>An exclusion that removes takes the user out of the funnel, step 1 included, when at its moment τ an attempt of theirs is under way:
 *       one of the chains that have passed step a and not been stopped, in the window at τ, started later than every chain that has passed
 *       step b by then, and no chain has reached step K by then.
 *   <li>The user counts at steps 1…m of the longest chain. Its times are those of the measured chain: of the chains of length m the one
 *       whose step m comes first, then whose step m − 1 comes last, then m − 2, down to step 1. In any order the time of each step m is its
 *       own: the first moment at which steps 1…m are all there within W, less the latest moment from which on they are.
 *   <li>A user's value of a property breakdown is the least text among the events tied with the start of the measured chain that meet
 *       step 1; where none has the property, {@link Filters#NONE}. In any order the start is the last moment of that span at which an event
 *       may be step 1. A trend by entry goes by the day of the same start.
 *   <li>In progress: users short of step K whose latest possible start (first entry: whose start) plus W is at or after the end of the data.
 * </ul>
 *
 * @param steps what makes the funnel, 2 to {@value #MAX_STEPS} of it
 * @param order how the steps must follow one another
 * @param windowMillis from the first event of a chain to its last, inclusive
 * @param entry which events start a chain
 * @param ties whether steps may share a moment
 * @param graceMillis how far apart two events may be and still be tied
 * @param exclusions what must not happen on the way, at most {@value #MAX_EXCLUSIONS}
 * @param breakdown what the users are grouped by, null for nothing
 * @param trend what periods the users are counted by as well, null for none
 */
public record FunnelDefinition(
        List<Step> steps,
        Order order,
        long windowMillis,
        Entry entry,
        Ties ties,
        long graceMillis,
        List<Exclusion> exclusions,
        @Nullable Breakdown breakdown,
        @Nullable Trend trend) {
    /** The fewest steps of a funnel. */
    public static final int MIN_STEPS = 2;

    /** The most steps of a funnel. */
    public static final int MAX_STEPS = 32;

    /** The most exclusions of a funnel. */
    public static final int MAX_EXCLUSIONS = 30;

    /** The longest window: five years of 366 days. */
    public static final long MAX_WINDOW_MILLIS = 5 * 366 * ProjectCalendar.DAY_MILLIS;

    /** The window where none is named: 14 days. */
    public static final long DEFAULT_WINDOW_MILLIS = 14 * ProjectCalendar.DAY_MILLIS;

    /** The longest grace: an hour. */
    public static final long MAX_GRACE_MILLIS = ProjectCalendar.DAY_MILLIS / 24;

    /** Takes copies. */
    public FunnelDefinition {
        steps = List.copyOf(steps);
        exclusions = List.copyOf(exclusions);
    }

    /**
     * A step.
     *
     * @param event what happens
     * @param label what people call it
     */
    public record Step(EventCondition event, String label) {
        /** A step that is called what its events are called. */
        public static Step of(EventCondition event) {
            return new Step(event, nameOf(event.events()));
        }

        /** Every event of a type. */
        public static Step of(String event) {
            return of(EventCondition.of(event));
        }

        private static String nameOf(List<String> events) {
            return switch (events.size()) {
                case 0 -> "any activity";
                case 1 -> events.getFirst();
                case 2 -> String.join(" or ", events);
                default -> events.getFirst() + " or " + (events.size() - 1) + " others";
            };
        }
    }

    /** How the steps must follow one another. */
    public enum Order {
        /** In this order; other events may lie between. */
        ORDERED,
        /** In this order, and no other event of the user between. */
        STRICT,
        /** In any order. */
        ANY;

        /** The name on the wire, such as {@code ordered}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which events start a chain. */
    public enum Entry {
        /** Every event that meets step 1: the user counts by the best chain. */
        BEST,
        /** The first event in the range that meets step 1. */
        FIRST;

        /** The name on the wire, such as {@code best}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether steps may share a moment. */
    public enum Ties {
        /** Tied events may be taken in the order that helps. */
        FAVOURABLE,
        /** Each step comes later than the one before. */
        STRICT_INCREASE;

        /** The name on the wire, such as {@code strict_increase}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an exclusion does. */
    public enum Action {
        /** The user leaves the funnel. */
        REMOVE,
        /** The chain stops there; another one may go on. */
        STOP;

        /** The name on the wire, such as {@code remove}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What must not happen on the way.
     *
     * @param event what
     * @param afterStep the step, from 1, after which it must not
     * @param beforeStep the step before which it must not
     * @param action what it does
     */
    public record Exclusion(EventCondition event, int afterStep, int beforeStep, Action action) {}

    /** What users are grouped by. */
    public enum BreakdownKind {
        /** An attribute of the profile. */
        ATTRIBUTE,
        /** A property of the event that is step 1. */
        PROPERTY;

        /** The name on the wire, such as {@code attribute}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What users are grouped by.
     *
     * @param kind where it stands
     * @param name its name
     */
    public record Breakdown(BreakdownKind kind, String name) {}

    /** What decides on a user's period. */
    public enum TrendBy {
        /** The day of signup; users without a profile have none. */
        SIGNUP,
        /** The day on which the measured chain starts. */
        ENTRY;

        /** The name on the wire, such as {@code signup}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What periods users are counted by.
     *
     * @param by what decides on the period
     * @param period daily, weekly or monthly
     */
    public record Trend(TrendBy by, CalendarPeriod period) {}

    /** Steps in order, within 14 days, from the best entry on, tied events in the order that helps; nothing else. */
    public static FunnelDefinition of(Step... steps) {
        return new FunnelDefinition(
                List.of(steps),
                Order.ORDERED,
                DEFAULT_WINDOW_MILLIS,
                Entry.BEST,
                Ties.FAVOURABLE,
                0,
                List.of(),
                null,
                null);
    }

    /** The same in another order. */
    public FunnelDefinition in(Order other) {
        return new FunnelDefinition(steps, other, windowMillis, entry, ties, graceMillis, exclusions, breakdown, trend);
    }

    /** The same within another window. */
    public FunnelDefinition within(long millis) {
        return new FunnelDefinition(steps, order, millis, entry, ties, graceMillis, exclusions, breakdown, trend);
    }

    /** The same with another entry. */
    public FunnelDefinition from(Entry other) {
        return new FunnelDefinition(steps, order, windowMillis, other, ties, graceMillis, exclusions, breakdown, trend);
    }

    /** The same with other ties. */
    public FunnelDefinition with(Ties other, long grace) {
        return new FunnelDefinition(steps, order, windowMillis, entry, other, grace, exclusions, breakdown, trend);
    }

    /** The same without something on the way. */
    public FunnelDefinition without(Exclusion exclusion) {
        List<Exclusion> more = new ArrayList<>(exclusions);
        more.add(exclusion);
        return new FunnelDefinition(steps, order, windowMillis, entry, ties, graceMillis, more, breakdown, trend);
    }

    /** The same by groups. */
    public FunnelDefinition by(@Nullable Breakdown groups) {
        return new FunnelDefinition(steps, order, windowMillis, entry, ties, graceMillis, exclusions, groups, trend);
    }

    /** The same by periods as well. */
    public FunnelDefinition by(@Nullable Trend periods) {
        return new FunnelDefinition(
                steps, order, windowMillis, entry, ties, graceMillis, exclusions, breakdown, periods);
    }
}
