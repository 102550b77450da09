package dev.lodestar.engine.sql;

import static dev.lodestar.engine.sql.FunnelText.each;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Step;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.PropertyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An ad-hoc funnel as one statement, whose rows are the steps, the periods of the trend, or the classes of times to convert. */
public final class FunnelSql {
    private static final SqlSource USERS = SqlSource.read("funnel_users.sql");

    private static final String GROUP_PARAMETER =
            "        ${max_groups} as max_groups, -- groups that are shown by themselves\n";
    private static final String WEEK_PARAMETER =
            "        ${first_weekday} as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday\n";
    private static final String Z_PARAMETER =
            "        cast(1.959963984540054 as @double()) as z, -- of the 95 % intervals\n";

    private final SqlGrammar grammar;
    private final FunnelDefinition definition;
    private final FunnelRows rows;
    private final EventPlan plan;
    private final Map<String, String> literals;
    private final SqlConditions conditions;
    private final SqlUsers users;
    private final int last;
    private final boolean anyOrder;

    private FunnelSql(
            SqlGrammar grammar,
            FunnelDefinition definition,
            SqlParameters parameters,
            Filters filters,
            FunnelRows rows) {
        FunnelDefinition.Breakdown none = null;
        this.grammar = grammar;
        this.definition = rows == FunnelRows.TREND ? definition.by(none) : definition;
        this.rows = rows;
        this.plan = parameters.plan();
        this.literals = SqlLiterals.of(parameters, grammar);
        this.conditions = new SqlConditions(grammar, plan, literals);
        this.users = new SqlUsers(filters, grammar, plan, literals);
        this.last = definition.steps().size();
        this.anyOrder = definition.order() == Order.ANY;
    }

    /**
     * One statement with a comment at its head, to be run as it is.
     *
     * @param definition a possible funnel
     * @param parameters the range, the zone and the plan; nothing else of them matters
     * @param filters the users who count
     * @param rows what the rows are; those of a trend only of a funnel that has one
     * @throws InvalidDefinitionException where {@link #check} finds something
     */
    public static String render(
            SqlDialect dialect,
            FunnelDefinition definition,
            SqlParameters parameters,
            Filters filters,
            FunnelRows rows) {
        check(definition, filters, parameters.plan());
        if (rows == FunnelRows.TREND && definition.trend() == null) {
            throw new InvalidDefinitionException(
                    "rows", rows.wireName(), "a trend in the funnel, or steps or histogram");
        }
        return new FunnelSql(dialect.grammar(), definition, parameters, filters, rows).render();
    }

    /** Refuses by an {@link InvalidDefinitionException} what cannot be said in SQL exactly; it names the field and the reason. */
    public static void check(FunnelDefinition definition, Filters filters, EventPlan plan) {
        SqlUsers.check(filters);
        Breakdown breakdown = definition.breakdown();
        if (breakdown != null && breakdown.kind() == BreakdownKind.ATTRIBUTE) {
            SqlAttributes.check("breakdown.attribute", breakdown.name());
        }
        if (breakdown != null
                && breakdown.kind() == BreakdownKind.PROPERTY
                && plan.properties().contains(new EventPlan.Property(breakdown.name(), PropertyKind.NUMBER))) {
            throw new InvalidDefinitionException(
                    "breakdown.property",
                    breakdown.name(),
                    "a property that is no number in SQL, as databases write numbers in different ways");
        }
        List<Integer> group = overlap(definition, plan).largestGroup();
        boolean shares = definition.order() == Order.ANY || definition.ties() == Ties.FAVOURABLE;
        if (shares && group.size() > FunnelOverlap.MAX_CONDITIONS) {
            boolean rising = definition.ties() == Ties.STRICT_INCREASE;
            throw new InvalidDefinitionException(
                    definition.order() == Order.ANY ? "order" : "ties",
                    definition.order() == Order.ANY
                            ? definition.order().wireName()
                            : definition.ties().wireName(),
                    (definition.order() == Order.ANY ? Order.ORDERED.wireName() : Ties.STRICT_INCREASE.wireName())
                            + " in SQL: it can share out " + (rising ? "moments" : "events") + " among at most "
                            + FunnelOverlap.MAX_CONDITIONS + " conditions, and of the steps "
                            + group.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + " one can meet several");
        }
    }

    private static FunnelOverlap overlap(FunnelDefinition definition, EventPlan plan) {
        boolean any = definition.order() == Order.ANY;
        return new FunnelOverlap(
                definition.steps().stream().map(Step::event).toList(),
                plan,
                any,
                any && definition.ties() == Ties.STRICT_INCREASE);
    }

    private String render() {
        putParameters();
        FunnelOverlap overlap = overlap(definition, plan);
        boolean grouped = definition.breakdown() != null;
        SqlSource template = new SqlSource(rows.source().with(Map.of("users_in_funnel", USERS.text())));
        template = new SqlSource(template.with(Map.ofEntries(
                Map.entry("title", title()),
                Map.entry("order", orderComment()),
                Map.entry("chain_comment", chainComment()),
                Map.entry("types", typeLists()),
                Map.entry("grace_parameter", graceParameter()),
                Map.entry("group_parameter", rows == FunnelRows.TREND ? WEEK_PARAMETER : GROUP_PARAMETER),
                Map.entry("z_parameter", rows == FunnelRows.HISTOGRAM ? "" : Z_PARAMETER),
                Map.entry("steps", steps()),
                Map.entry("meets", meets()),
                Map.entry("profiles", users.areChosenByAttribute() ? "\n    " + SqlUsers.join("e") : ""),
                Map.entry("events", eventConditions()),
                Map.entry(
                        "chains",
                        events()
                                + (anyOrder
                                        ? new FunnelInAnyOrder(definition, overlap).text()
                                        : new FunnelInOrder(definition, overlap).text())),
                Map.entry("last_step", Integer.toString(last)),
                Map.entry("own_group", ownGroup()),
                Map.entry("passage_joins", passageJoins()),
                Map.entry("groups", FunnelRowsText.groups(grouped)),
                Map.entry("times", FunnelRowsText.times(last, anyOrder)),
                Map.entry("places", FunnelRowsText.places(anyOrder)),
                Map.entry("weights", FunnelRowsText.weights(anyOrder)),
                Map.entry("durations", FunnelRowsText.durations(anyOrder)),
                Map.entry("shown_times", FunnelRowsText.shownTimes(anyOrder)),
                Map.entry(
                        "removals",
                        FunnelText.removes(definition)
                                ? "count(*) as removed_users from removed"
                                : "0 as removed_users from params"),
                Map.entry("shown_group", grouped ? "r.group_value" : "@null_text()"))));
        template = new SqlSource(template.with(ownHoles()));
        return SqlTemplate.parse(template.with(users.holes())).render(grammar, literals);
    }

    /** The holes that only these rows have. */
    private Map<String, String> ownHoles() {
        return switch (rows) {
            case STEPS -> Map.of();
            case TREND -> FunnelTrendText.holes(Objects.requireNonNull(definition.trend()), last);
            case HISTOGRAM -> FunnelRowsText.histogram(definition.windowMillis(), anyOrder);
        };
    }

    private void putParameters() {
        for (int step = 1; step <= last; step++) {
            literals.put("step_" + step + "_types", grammar.texts(event(step).events()));
            literals.put(
                    "label_" + step,
                    grammar.text(definition.steps().get(step - 1).label()));
        }
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            literals.put(
                    "exclusion_" + i + "_types",
                    grammar.texts(definition.exclusions().get(i - 1).event().events()));
        }
        TreeSet<String> all = new TreeSet<>();
        allConditions().forEach(condition -> all.addAll(condition.events()));
        literals.put("funnel_types", grammar.texts(all));
        literals.put("window_millis", Long.toString(definition.windowMillis()));
        literals.put("grace_millis", Long.toString(definition.graceMillis()));
        literals.put("max_groups", Integer.toString(StepFunnelQuery.MAX_GROUPS));
    }

    private EventCondition event(int step) {
        return definition.steps().get(step - 1).event();
    }

    private Stream<EventCondition> allConditions() {
        return Stream.concat(
                definition.steps().stream().map(Step::event),
                definition.exclusions().stream().map(FunnelDefinition.Exclusion::event));
    }

    /** Whether the types of events tell which of them can matter. */
    private boolean isByType() {
        return definition.order() != Order.STRICT
                && allConditions().noneMatch(condition -> condition.events().isEmpty());
    }

    // What is said of it.

    private String title() {
        return last + " steps, "
                + switch (definition.order()) {
                    case ORDERED -> "in order";
                    case STRICT -> "in strict order";
                    case ANY -> "in any order";
                };
    }

    private String orderComment() {
        String ties = definition.ties() == Ties.FAVOURABLE
                ? "events of one\n-- moment may be taken in the order that helps"
                : "no two of them at\n-- one moment";
        return switch (definition.order()) {
            case ORDERED -> "in this order and within the window, " + ties;
            case STRICT -> "in this order, within the window and with no other event between, " + ties;
            case ANY -> "in any order and within the window, " + ties;
        };
    }

    private String chainComment() {
        return anyOrder
                ? "from the latest moment since\n-- which the steps are there to the first at which they are."
                : "of the longest the one that is\n"
                        + "-- complete first, then with each step as late as possible, from the last step back.";
    }

    private String typeLists() {
        List<String> lines = new ArrayList<>();
        for (int step = 1; step <= last; step++) {
            if (!event(step).events().isEmpty()) {
                lines.add("${step_" + step + "_types} as step_" + step + "_types,");
            }
        }
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            if (!definition.exclusions().get(i - 1).event().events().isEmpty()) {
                lines.add("${exclusion_" + i + "_types} as exclusion_" + i + "_types,");
            }
        }
        if (isByType()) {
            lines.add("${funnel_types} as funnel_types, -- all of these");
        }
        return lines.stream().map(line -> "        " + line + "\n").collect(Collectors.joining());
    }

    private String graceParameter() {
        return definition.graceMillis() == 0
                ? ""
                : "        ${grace_millis} as grace_millis, -- an event so soon after another is tied with it\n";
    }

    private String steps() {
        return each(
                1,
                last,
                "\n    union all\n",
                step -> "    select " + step + (step == 1 ? " as step_number" : "") + ", ${label_" + step + "}"
                        + (step == 1 ? " as label" : ""));
    }

    // The events.

    private String meets() {
        List<String> columns = new ArrayList<>();
        for (int step = 1; step <= last; step++) {
            columns.add(flag(event(step), "step_" + step + "_types", "meets_" + step));
        }
        for (int i = 1; i <= definition.exclusions().size(); i++) {
            columns.add(flag(definition.exclusions().get(i - 1).event(), "exclusion_" + i + "_types", "excluded_" + i));
        }
        Breakdown breakdown = definition.breakdown();
        if (breakdown != null && breakdown.kind() == BreakdownKind.PROPERTY) {
            literals.put("breakdown_property", breakdown.name());
            columns.add("@property_text(e.properties, ${breakdown_property}) as step_1_value");
        }
        return columns.stream().map(column -> "        " + column).collect(Collectors.joining(",\n"));
    }

    private String flag(EventCondition condition, String types, String name) {
        return "case when " + conditions.of(condition, types) + " then 1 else 0 end as " + name;
    }

    private String eventConditions() {
        // With a grace, an event before the range may be tied with one in it; in any order, steps may come before it.
        String from = definition.graceMillis() > 0 || anyOrder ? "" : "\n        and e.\"timestamp\" >= l.from_at";
        String types = isByType() ? "\n        and @is_one_of(e.event_type, p.funnel_types)" : "";
        return from + types + users.conditions();
    }

    private String events() {
        String counted = definition.order() == Order.STRICT
                ? ""
                : Stream.concat(
                                Stream.iterate(1, step -> step <= last, step -> step + 1)
                                        .map(step -> "m.meets_" + step),
                                Stream.iterate(
                                                1,
                                                i -> i
                                                        <= definition
                                                                .exclusions()
                                                                .size(),
                                                i -> i + 1)
                                        .map(i -> "m.excluded_" + i))
                        .collect(Collectors.joining(" + ", "\n{indent}where ", " > 0"));
        if (definition.graceMillis() == 0) {
            return """
                -- {which}, with their moments: when they happened.
                events as (
                    select
                        m.*,
                        m.happened_ms as moment
                    from matched as m{where}
                ),

                """.replace("{which}", which()).replace("{where}", counted.replace("{indent}", "    "));
        }
        return """
            -- {which}, with their moments: that of the one before where it was at most the grace ago, else
            -- when they happened.
            events as (
                select
                    t.*,
                    max(case when t.happened_ms - t.previous_ms <= p.grace_millis then null else t.happened_ms end)
                        over (partition by t.user_id order by t.happened_ms range between unbounded preceding and current row)
                        as moment
                from (
                    select
                        m.*,
                        lag(@nullable(m.happened_ms)) over (partition by m.user_id order by m.happened_ms) as previous_ms
                    from matched as m{where}
                ) as t
                cross join params as p
            ),

            """.replace("{which}", which()).replace("{where}", counted.replace("{indent}", "        "));
    }

    private String which() {
        return definition.order() == Order.STRICT ? "All events" : "Those that meet a step or an exclusion";
    }

    // The groups.

    private String ownGroup() {
        Breakdown breakdown = definition.breakdown();
        if (breakdown == null) {
            return "";
        }
        String value = breakdown.kind() == BreakdownKind.ATTRIBUTE
                ? users.valueOf(breakdown.name())
                : "coalesce(nullif(v.step_1_value, ''), '(none)')";
        return ",\n        " + value + " as own_group";
    }

    private String passageJoins() {
        StringBuilder text = new StringBuilder();
        Breakdown breakdown = definition.breakdown();
        if (breakdown != null) {
            text.append(
                    breakdown.kind() == BreakdownKind.ATTRIBUTE
                            ? "\n    " + SqlUsers.join("m")
                            : "\n    left join moments as v on v.user_id = m.user_id and v.moment = m.started_ms");
        }
        if (FunnelText.removes(definition)) {
            text.append("\n    left join removed as x on x.user_id = m.user_id\n    where x.user_id is null");
        }
        return text.toString();
    }
}
