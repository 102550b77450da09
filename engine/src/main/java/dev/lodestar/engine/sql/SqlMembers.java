package dev.lodestar.engine.sql;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.timeline.EventPlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The members of saved cohorts as template text: common table expressions that end with {@code cohort_members}, which read {@code params} and
 * {@code bounds}, and the parameters that they take. Everything is empty where filters ask for no cohort.
 */
final class SqlMembers {
    /**
     * How many users the lists of a statement may name together. ClickHouse reads 256 KiB of a statement, of which they take 200; the other
     * databases take more.
     */
    static final int MOST_LISTED = 5_000;

    private static final int LISTED_A_LINE = 4;
    private static final String AT = "\n            and e.\"timestamp\"";
    private static final String ON_DAY = "\n            and @local_day(e.\"timestamp\")";

    private static final String COUNTS = """
            -- The day at whose start the behaviour of the cohort ends: with the range, which never ends before it begins.
            cohort_end as (
                select case when p.from_day > b.to_day then p.from_day else b.to_day end as to_day
                from bounds as b
                cross join params as p
            ),

            -- How often each user did what the cohort asks for, in the time that it asks for.
            cohort_counts as (
                select
                    e.user_id,
            {counts}
                from analytics.user_events as e
                cross join params as p
                cross join cohort_end as n
                left join analytics.user_profiles as u on u.user_id = e.user_id
                where @local_day(e."timestamp") < n.to_day
                group by e.user_id
            ),

            """;
    private static final String JOINED_COUNTS = "\n    left join cohort_counts as c on c.user_id = k.user_id";
    private static final String MEMBERS = """
            -- The members of the cohort, of all users with a profile or an event.
            cohort_members as (
                select{columns}
                from (
                    select distinct a.user_id
                    from (
                        select user_id from analytics.user_profiles
                        union all
                        select user_id from analytics.user_events
                    ) as a
                ) as k
                cross join params as p
                left join analytics.user_profiles as u on u.user_id = k.user_id{counts}
                where {condition}
            ),

            """;

    private final SqlGrammar grammar;
    private final SqlAttributes profiles;
    private final SqlConditions conditions;
    private final Map<String, String> literals;
    private final List<String> parameters = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private final String condition;
    private final String columns;
    private int attributes;
    private int lists;
    private boolean readsProperties;

    /**
     * Two sets that are told apart among the members.
     *
     * @param a who is in the first; wins where somebody is in both
     * @param b who is in the second
     */
    record Sides(UserCriterion a, UserCriterion b) {}

    /**
     * @param sides told apart by another column of the members, which says a, b, or null; null for none
     * @param literals where the values are put
     */
    SqlMembers(
            Filters filters,
            @Nullable Sides sides,
            SqlGrammar grammar,
            EventPlan plan,
            SqlAttributes profiles,
            Map<String, String> literals) {
        check(sides == null ? filters : filters.and(sides.a()).and(sides.b()));
        this.grammar = grammar;
        this.profiles = profiles;
        this.literals = literals;
        this.conditions = new SqlConditions(grammar, plan, literals);
        String members = joined(filters.criteria(), "and ", 1);
        this.condition = members.isEmpty() && sides != null ? "1 = 1" : members;
        this.columns = sides == null ? " k.user_id" : "\n        k.user_id,\n        " + side(sides);
    }

    /** Refuses by an {@link InvalidDefinitionException} cohorts that cannot be said in SQL. */
    static void check(Filters filters) {
        filters.criteria().forEach(SqlMembers::checkAttributes);
        long listed = filters.listedUsers();
        if (listed > MOST_LISTED) {
            throw new InvalidDefinitionException(
                    "cohort",
                    listed + " listed users",
                    "cohorts that list at most " + MOST_LISTED
                            + " users together in SQL, as databases limit the length of a statement");
        }
    }

    private static void checkAttributes(UserCriterion criterion) {
        switch (criterion) {
            case UserCriterion.HasAttribute has -> SqlAttributes.check("cohort", has.attribute());
            case UserCriterion.AllOf all -> all.criteria().forEach(SqlMembers::checkAttributes);
            case UserCriterion.AnyOf any -> any.criteria().forEach(SqlMembers::checkAttributes);
            case UserCriterion.Not not -> checkAttributes(not.criterion());
            case UserCriterion.Did _, UserCriterion.Members _ -> {}
        }
    }

    /** Whether the cohorts ask for properties of events. */
    boolean readsProperties() {
        return readsProperties;
    }

    /** The parameters, a line each. */
    String parameters() {
        return parameters.stream().map(line -> "        " + line + "\n").collect(Collectors.joining());
    }

    /**
     * Keeps the members among the users of a table. A join before all outer ones, not an {@code in}: beside an outer join DuckDB 2.0 takes that
     * for one of profiles, and loses the users without.
     */
    String join(String table) {
        return condition.isEmpty() ? "" : "\n    inner join cohort_members as o on o.user_id = " + table + ".user_id";
    }

    /** The common table expressions, to stand after {@code bounds}. */
    String tables() {
        if (condition.isEmpty()) {
            return "";
        }
        boolean counted = !counts.isEmpty();
        String members = MEMBERS.replace("{columns}", columns)
                .replace("{counts}", counted ? JOINED_COUNTS : "")
                .replace("{condition}", condition);
        return counted ? COUNTS.replace("{counts}", String.join(",\n", counts)) + members : members;
    }

    private String side(Sides sides) {
        return "case\n            when " + text(sides.a(), 2) + " then 'a'\n            when " + text(sides.b(), 2)
                + " then 'b'\n        end as side";
    }

    // The conditions.

    /** Each on a line of its own, so deep. */
    private String joined(List<UserCriterion> criteria, String word, int depth) {
        String indent = "    ".repeat(depth + 1);
        return criteria.stream()
                .map(criterion -> text(criterion, depth))
                .collect(Collectors.joining("\n" + indent + word));
    }

    private String text(UserCriterion criterion, int depth) {
        return switch (criterion) {
            case UserCriterion.HasAttribute has -> has(has);
            case UserCriterion.Did did -> did(did);
            case UserCriterion.Members members -> onList(members, depth);
            case UserCriterion.AllOf all -> bracketed(all.criteria(), "and ", "1 = 1", depth);
            case UserCriterion.AnyOf any -> bracketed(any.criteria(), "or ", "1 = 0", depth);
            case UserCriterion.Not not -> "not (" + text(not.criterion(), depth + 1) + ")";
        };
    }

    private String bracketed(List<UserCriterion> criteria, String word, String ofNone, int depth) {
        if (criteria.isEmpty()) {
            return ofNone;
        }
        return "(\n" + "    ".repeat(depth + 2) + joined(criteria, word, depth + 1) + "\n" + "    ".repeat(depth + 1)
                + ")";
    }

    private String has(UserCriterion.HasAttribute has) {
        attributes++;
        String name = "cohort_values_" + attributes;
        literals.put(name, grammar.texts(has.values()));
        parameters.add(
                "${" + name + "} as " + name + ", -- cohort: values of " + SqlAttributes.commented(has.attribute()));
        return "@is_one_of(" + profiles.valueOf(has.attribute()) + ", p." + name + ")";
    }

    private String onList(UserCriterion.Members members, int depth) {
        if (members.users().isEmpty()) {
            return "1 = 0";
        }
        lists++;
        String indent = "\n" + "    ".repeat(depth + 1);
        literals.put("cohort_list_" + lists, lines(members.users(), indent + "    "));
        return "k.user_id in (" + indent + "    ${cohort_list_" + lists + "}" + indent + ")";
    }

    private String lines(List<UUID> users, String indent) {
        return IntStream.iterate(0, first -> first < users.size(), first -> first + LISTED_A_LINE)
                .mapToObj(first -> users.subList(first, Math.min(first + LISTED_A_LINE, users.size())).stream()
                        .map(user -> grammar.text(user.toString()))
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("," + indent));
    }

    private String did(UserCriterion.Did did) {
        int number = counts.size() + 1;
        readsProperties |= !did.event().filters().isEmpty();
        counts.add("        @count_if(" + met(did, number) + window(did.window(), number) + ") as did_" + number);
        List<String> bounds = new ArrayList<>();
        String times = "coalesce(c.did_" + number + ", 0)";
        if (did.atLeast() > 0) {
            bounds.add(times + " >= " + parameter("at_least", number, did.atLeast(), "times at least"));
        }
        if (did.atMost() != Integer.MAX_VALUE) {
            bounds.add(times + " <= " + parameter("at_most", number, did.atMost(), "times at most"));
        }
        return bounds.isEmpty()
                ? "1 = 1"
                : bounds.size() == 1 ? bounds.getFirst() : "(" + String.join(" and ", bounds) + ")";
    }

    private String met(UserCriterion.Did did, int number) {
        if (!did.event().events().isEmpty()) {
            parameter("types", number, grammar.texts(did.event().events()), "event types");
        }
        return conditions.of(did.event(), "cohort_types_" + number);
    }

    private String window(EventWindow window, int number) {
        return switch (window) {
            case EventWindow.InDays(int from, int to) -> since(number, from) + before(number, to);
            case EventWindow.Trailing(int days) ->
                ON_DAY + " >= @add_days(n.to_day, -"
                        + parameter("days", number, days, "the last days of the range, so many") + ")";
            case EventWindow.SinceSignup(int from, int to, int before) ->
                AT + " >= @add_hours(u.signup_date, "
                        + parameter("from_hour", number, from, "hours since signup, from")
                        + ")" + upTo(number, to) + before(number, before);
        };
    }

    private String upTo(int number, int hour) {
        return hour == Integer.MAX_VALUE
                ? ""
                : AT + " < @add_hours(u.signup_date, " + parameter("to_hour", number, hour, "hours since signup, up to")
                        + ")";
    }

    private String since(int number, int day) {
        return day == Integer.MIN_VALUE
                ? ""
                : ON_DAY + " >= " + parameter("from_day", number, dateOf(day), "first day");
    }

    private String before(int number, int day) {
        return day == Integer.MAX_VALUE
                ? ""
                : ON_DAY + " < " + parameter("to_day", number, dateOf(day), "day after the last");
    }

    private String dateOf(int day) {
        return grammar.date(LocalDate.ofEpochDay(day));
    }

    private String parameter(String kind, int number, int value, String comment) {
        return parameter(kind, number, Integer.toString(value), comment);
    }

    /** Puts a value among the parameters. */
    private String parameter(String kind, int number, String literal, String comment) {
        String name = "cohort_" + kind + "_" + number;
        literals.put(name, literal);
        parameters.add("${" + name + "} as " + name + ", -- cohort, behaviour " + number + ": " + comment);
        return "p." + name;
    }
}
