package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.PropertyKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions on an event {@code e} as template text; the values in them become parameters, so that none is ever parsed. */
final class SqlConditions {
    private final SqlGrammar grammar;
    private final EventPlan plan;
    private final Map<String, String> literals;

    /** @param literals where the values are put */
    SqlConditions(SqlGrammar grammar, EventPlan plan, Map<String, String> literals) {
        this.grammar = grammar;
        this.plan = plan;
        this.literals = literals;
    }

    /**
     * A condition.
     *
     * @param types the name of the list among the parameters that holds the types of a condition which names any
     */
    String of(EventCondition condition, String types) {
        String typed = condition.events().isEmpty()
                ? "@is_none_of(e.event_type, p.passive_types)"
                : "@is_one_of(e.event_type, p." + types + ")";
        return condition.filters().stream()
                .map(filter -> "\n            and " + of(filter))
                .collect(Collectors.joining("", typed, ""));
    }

    private String of(PropertyFilter filter) {
        String name = value(filter.property());
        boolean isNumber = isNumber(filter.property());
        String property = (isNumber ? "@property_number" : "@property_text") + "(e.properties, " + name + ")";
        return switch (filter.operator()) {
            case EQ -> property + " in (" + literals(filter.values(), isNumber) + ")";
            case NEQ ->
                "(" + property + " is null or " + property + " not in (" + literals(filter.values(), isNumber) + "))";
            case GT, GTE, LT, LTE -> property + " " + sign(filter.operator()) + " " + literals(filter.values(), true);
            case CONTAINS ->
                filter.values().stream()
                        .map(part -> "@contains_text(" + property + ", " + literal(part, false) + ")")
                        .collect(Collectors.joining(" or ", "(", ")"));
            case IS_SET -> property + " is not null";
            case IS_NOT_SET -> property + " is null";
        };
    }

    private boolean isNumber(String property) {
        return plan.properties().stream()
                .anyMatch(known -> known.name().equals(property) && known.kind() == PropertyKind.NUMBER);
    }

    private static String sign(PropertyOperator operator) {
        return switch (operator) {
            case GT -> ">";
            case GTE -> ">=";
            case LT -> "<";
            case LTE -> "<=";
            case EQ, NEQ, CONTAINS, IS_SET, IS_NOT_SET ->
                throw new IllegalArgumentException(operator.wireName() + " does not compare by size");
        };
    }

    private String literals(List<String> values, boolean areNumbers) {
        return values.stream().map(value -> literal(value, areNumbers)).collect(Collectors.joining(", "));
    }

    private String literal(String value, boolean isNumber) {
        return value(isNumber ? grammar.decimalLiteral(number(value)) : grammar.text(value));
    }

    /** The number that the engine reads from a text, which may be as unusual as {@code 1e1d}. */
    static BigDecimal number(String value) {
        return BigDecimal.valueOf(Double.parseDouble(value)).stripTrailingZeros();
    }

    /** Puts a value aside under a name of its own. */
    private String value(String literal) {
        String name = "value_" + literals.size();
        literals.put(name, literal);
        return "${" + name + "}";
    }
}
