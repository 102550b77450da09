package dev.lodestar.engine.query;

import dev.lodestar.engine.time.CalendarPeriod;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An ad-hoc retention (DEFINITIONS, section 5; its readings in section 10). The range [from, to) and the users who count come with the
 * question; whether the names and numbers in here are possible is told by {@code RetentionRules}.
 *
 * <p>What engine, oracle and SQL agree on; no event at or after {@code to} is read:
 *
 * <ul>
 *   <li>A user enters a cohort at a <em>start</em>. Without a cohort event it is the signup of the profile; users without a profile have none.
 *       With one it is the user's earliest event that meets it, before {@code from} included ({@link CohortType#FIRST}), or the earliest in
 *       each calendar period among those in the range ({@link CohortType#RECURRING}); users without a profile count. A start outside of the
 *       range is in no cohort. The cohort is the calendar period of the start's day: a user is in it once.
 *   <li>A return counts from the start on, the start's own instant and the cohort event itself included. After a signup it counts earlier
 *       too: from the beginning of the cohort's period, in brackets from the beginning of the day of signup; in rolling windows it does not.
 *   <li>The column of a return is the number of calendar periods since the cohort's ({@link RetentionMode#ON},
 *       {@link RetentionMode#ON_OR_AFTER}), the number of whole windows since the start ({@link RetentionMode#ROLLING}), or the bracket
 *       [b(k), b(k+1)) that holds the number of days from the start's day to the return's ({@link RetentionMode#BRACKET}), if any.
 *   <li>A user is retained in column k with at least {@link #minimumOccurrences} returns in it; on or after: in it or in one later column.
 *   <li>A cell exists where its column begins before {@code to} for the first possible start of the cohort's period, and is censored until the
 *       column has ended at or before {@code to} for the last possible one. In brackets these are the first and the last day of the period.
 *   <li>Groups of a breakdown are ranked by the sum of their cohort sizes, largest first, then by value in the order of its characters. Those
 *       after the first {@link #maxGroups} are one group, {@link #OTHER}.
 * </ul>
 *
 * @param period what cohorts are cut by, and columns too where the mode goes by periods
 * @param mode what it takes to be retained
 * @param brackets ascending bounds b(0), b(1), … in days since the start; empty unless the mode asks for them
 * @param cohortType whether a user has one start or one in each period
 * @param cohortEvent what starts; null for the signup
 * @param returnEvent what returns
 * @param minimumOccurrences how many returns it takes in a column, at least 1
 * @param breakdown a profile attribute to group users by; null for none
 * @param maxGroups how many groups are shown by themselves
 */
public record RetentionDefinition(
        CalendarPeriod period,
        RetentionMode mode,
        List<Integer> brackets,
        CohortType cohortType,
        @Nullable EventCondition cohortEvent,
        EventCondition returnEvent,
        int minimumOccurrences,
        @Nullable String breakdown,
        int maxGroups) {
    /** The group of the values that are not shown by themselves. */
    public static final String OTHER = "(other)";

    /** The most brackets. */
    public static final int MAX_BRACKETS = 60;

    /** The furthest bound of a bracket: ten years of days. */
    public static final int MAX_BRACKET_DAY = 3_660;

    /** The most returns that may be asked for in a column. */
    public static final int MAX_OCCURRENCES = 10_000;

    /** The most groups that may be shown by themselves. */
    public static final int MAX_GROUPS = 50;

    /** How many groups are shown where nothing is said. */
    public static final int DEFAULT_GROUPS = 10;

    /** Takes a copy. */
    public RetentionDefinition {
        brackets = List.copyOf(brackets);
    }

    /** How often a user starts. */
    public enum CohortType {
        /** Once, at the first occurrence. */
        FIRST,
        /** Once in every period with an occurrence. A signup occurs once. */
        RECURRING;

        /** The name on the wire, such as {@code first}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Cohorts by signup, any activity, at least once, without groups. */
    public static RetentionDefinition of(CalendarPeriod period, RetentionMode mode) {
        return new RetentionDefinition(
                period, mode, List.of(), CohortType.FIRST, null, EventCondition.ANY_ACTIVE, 1, null, DEFAULT_GROUPS);
    }

    /** The same in brackets of days with these bounds. */
    public RetentionDefinition inBrackets(Integer... bounds) {
        return new RetentionDefinition(
                period,
                RetentionMode.BRACKET,
                List.of(bounds),
                cohortType,
                cohortEvent,
                returnEvent,
                minimumOccurrences,
                breakdown,
                maxGroups);
    }

    /** The same of users who start otherwise. */
    public RetentionDefinition startingWith(EventCondition event, CohortType type) {
        return new RetentionDefinition(
                period, mode, brackets, type, event, returnEvent, minimumOccurrences, breakdown, maxGroups);
    }

    /** The same with another return. */
    public RetentionDefinition returningWith(EventCondition event, int atLeast) {
        return new RetentionDefinition(
                period, mode, brackets, cohortType, cohortEvent, event, atLeast, breakdown, maxGroups);
    }

    /** The same by groups. */
    public RetentionDefinition by(@Nullable String attribute, int groups) {
        return new RetentionDefinition(
                period, mode, brackets, cohortType, cohortEvent, returnEvent, minimumOccurrences, attribute, groups);
    }
}
