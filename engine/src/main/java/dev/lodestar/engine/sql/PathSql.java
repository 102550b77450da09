package dev.lodestar.engine.sql;

import static dev.lodestar.engine.sql.FunnelText.each;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.PathDirection;
import java.util.HashMap;
import java.util.Map;

/**
 * Paths around an anchor as one statement. Its rows are the steps of the tree, from the anchor on, each below the one it follows: {@code
 * step_number} (0 for all users with an anchor), {@code step_1} to the last step that is looked at (null beyond the row's own), {@code users},
 * {@code share}, {@code share_of_previous}, {@code other_users}, {@code ended_users}.
 */
public final class PathSql {
    private static final SqlSource SOURCE = SqlSource.read("paths.sql");

    private final SqlGrammar grammar;
    private final PathDefinition definition;
    private final Map<String, String> literals;
    private final SqlConditions conditions;
    private final SqlUsers users;
    private final int depth;
    private final boolean after;

    private PathSql(SqlGrammar grammar, PathDefinition definition, SqlParameters parameters, Filters filters) {
        this.grammar = grammar;
        this.definition = definition;
        this.literals = SqlLiterals.of(parameters, grammar);
        this.conditions = new SqlConditions(grammar, parameters.plan(), literals);
        this.users = new SqlUsers(filters, grammar, parameters.plan(), literals);
        this.depth = definition.depth();
        this.after = definition.direction() == PathDirection.AFTER;
    }

    /**
     * One statement with a comment at its head, to be run as it is.
     *
     * @param definition possible paths
     * @param parameters the range, the zone and the plan; nothing else of them matters
     * @param filters the users who count
     * @throws InvalidDefinitionException where the filters cannot be said in SQL
     */
    public static String render(
            SqlDialect dialect, PathDefinition definition, SqlParameters parameters, Filters filters) {
        return new PathSql(dialect.grammar(), definition, parameters, filters).render();
    }

    private String render() {
        literals.put("anchor_types", grammar.texts(definition.anchor().events()));
        literals.put("ignored_types", grammar.texts(definition.ignored()));
        literals.put("window_millis", Long.toString(definition.window().toMillis()));
        literals.put("branches", Integer.toString(definition.branches()));
        Map<String, String> holes = new HashMap<>(users.holes());
        holes.put("title", (after ? "after" : "before") + " an event");
        holes.put("towards", after ? "after" : "back from");
        holes.put("types", types());
        holes.put("anchor", conditions.of(definition.anchor(), "anchor_types"));
        holes.put("step", step());
        holes.put("walk", after ? "e.place" : "e.place desc");
        holes.put("side", side());
        holes.put("collapse_comment", definition.collapsed() ? COLLAPSE_COMMENT : "");
        holes.put("collapsed", definition.collapsed() ? COLLAPSED : "");
        holes.put("numbered", definition.collapsed() ? "collapsed" : "steps");
        holes.put("pivot", pivot());
        holes.put("levels", each(0, depth, "", this::level));
        holes.put("nodes", each(0, depth, "\n    union all\n", this::nodes));
        holes.put("shown_steps", each(1, depth, "\n", step -> "    n.step_" + step + ","));
        holes.put("order", each(1, depth, ", ", step -> "n.place_" + step));
        return SqlTemplate.parse(SOURCE.with(holes)).render(grammar, literals);
    }

    private String types() {
        return (definition.anchor().events().isEmpty() ? "" : "        ${anchor_types} as anchor_types,\n")
                + (definition.ignored().isEmpty()
                        ? ""
                        : "        ${ignored_types} as ignored_types, -- event types that are no steps either\n");
    }

    private String step() {
        return "@is_none_of(e.event_type, p.passive_types)"
                + (definition.ignored().isEmpty()
                        ? ""
                        : "\n            and @is_none_of(e.event_type, p.ignored_types)");
    }

    private String side() {
        return after
                ? "e.place > a.place\n        and e.happened_ms - a.happened_ms <= p.window_millis"
                : "e.place < a.place\n        and a.happened_ms - e.happened_ms <= p.window_millis";
    }

    private static final String COLLAPSE_COMMENT = """

            -- A type that follows itself is one step, and one that follows an anchor of its type none.""".stripTrailing();

    private static final String COLLAPSED = """
            -- Without those that repeat the one before, or the anchor.
            collapsed as (
                select
                    t.user_id,
                    t.event_type,
                    row_number() over (partition by t.user_id order by t.walked) as walked
                from (
                    select
                        s.*,
                        lag(@nullable(s.event_type)) over (partition by s.user_id order by s.walked) as previous_type
                    from steps as s
                ) as t
                where t.event_type <> coalesce(t.previous_type, t.anchor_type)
            ),

            """;

    private String pivot() {
        return each(
                1,
                depth,
                ",\n",
                step -> "        max(case when s.walked = " + step + " then s.event_type end) as step_" + step);
    }

    // The tree, level by level.

    /** The steps so far from the anchor that are shown, with the busiest continuations of each; what came of those users follows. */
    private String level(int level) {
        return (level == 0 ? ROOT : shown(level)) + (level == depth ? "" : goingOn(level));
    }

    private static final String ROOT = """
            -- All users with an anchor.
            level_0 as (
                select count(*) as users
                from walks
            ),

            """;

    private static String shown(int level) {
        String before = prefix("k.place_", level - 1);
        return """
            -- {comment}
            level_{level} as (
                select g.*
                from (
                    select
            {before}{steps}            w.step_{level},
                        k.users as previous_users,
                        count(*) as users,
                        row_number() over ({partition}order by count(*) desc, @bytewise(w.step_{level})) as place_{level}
                    from walks as w
                    {join}
                    where w.step_{level} is not null
                    group by {grouped}w.step_{level}, k.users
                ) as g
                cross join params as p
                where g.place_{level} <= p.branches
            ),

            """.replace("{before}", each(1, level - 1, "", step -> "            k.place_" + step + ",\n"))
                .replace("{steps}", each(1, level - 1, "", step -> "            w.step_" + step + ",\n"))
                .replace("{partition}", level == 1 ? "" : "partition by " + before + " ")
                .replace("{grouped}", level == 1 ? "" : before + ", " + prefix("w.step_", level - 1) + ", ")
                .replace("{join}", join(level - 1))
                .replace(
                        "{comment}",
                        level == 1
                                ? "The first steps that are shown: the busiest."
                                : "The steps number {level} that are shown: the busiest after each one before.")
                .replace("{level}", Integer.toString(level));
    }

    /** Joins those of a level as {@code k} to the walks {@code w} along them. */
    private static String join(int level) {
        return level == 0
                ? "cross join level_0 as k"
                : "inner join level_" + level + " as k on "
                        + each(1, level, " and ", step -> "k.step_" + step + " = w.step_" + step);
    }

    private static String prefix(String name, int level) {
        return each(1, level, ", ", step -> name + step);
    }

    private static String goingOn(int level) {
        String places = prefix("k.place_", level);
        return """
            -- How many of the users there go on, and how many do not.
            after_{level} as (
                select
            {places}        count(w.step_{next}) as going_on,
                    @count_if(w.step_{next} is null) as ended_users
                from walks as w
                {join}{grouped}
            ),

            """.replace("{places}", each(1, level, "", step -> "        k.place_" + step + ",\n"))
                .replace("{join}", join(level))
                .replace("{grouped}", level == 0 ? "" : "\n    group by " + places)
                .replace("{next}", Integer.toString(level + 1))
                .replace("{level}", Integer.toString(level));
    }

    /** The rows of a level, with as many columns as those of the last. */
    private String nodes(int level) {
        boolean last = level == depth;
        String nobody = "cast(null as @bigint())";
        return "    select\n        " + level + " as step_number,\n"
                + each(1, depth, "", step -> column(step <= level ? "k.place_" + step : "0", "place_" + step))
                + each(1, depth, "", step -> column(step <= level ? "k.step_" + step : "@null_text()", "step_" + step))
                + column("k.users", "users")
                + column(level == 0 ? nobody : "k.previous_users", "previous_users")
                + column(last ? nobody : "t.going_on", "going_on")
                + column(last ? nobody : "coalesce(s.users, 0)", "shown_users")
                + "        " + (last ? nobody + " as ended_users" : "t.ended_users") + "\n    from level_" + level
                + " as k"
                + (last ? "" : joined(level));
    }

    private static String column(String value, String name) {
        return "        " + value + (value.endsWith("." + name) ? "" : " as " + name) + ",\n";
    }

    private static String joined(int level) {
        String next = "level_" + (level + 1);
        if (level == 0) {
            return "\n    cross join after_0 as t\n    cross join (select sum(users) as users from " + next + ") as s";
        }
        String on = each(1, level, " and ", step -> "%s.place_" + step + " = k.place_" + step);
        return "\n    inner join after_" + level + " as t on " + on.replace("%s", "t")
                + "\n    left join (\n        select\n"
                + each(1, level, "", step -> "            place_" + step + ",\n")
                + "            sum(users) as users\n        from " + next + "\n        group by "
                + prefix("place_", level) + "\n    ) as s on " + on.replace("%s", "s");
    }
}
