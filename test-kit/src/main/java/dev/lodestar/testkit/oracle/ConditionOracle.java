package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.timeline.PropertyValue;
import java.math.BigDecimal;

/** Whether an event meets a condition, read off the event itself. */
final class ConditionOracle {
    private final Facts facts;

    ConditionOracle(Facts facts) {
        this.facts = facts;
    }

    boolean meets(PlainEvent event, EventCondition condition) {
        boolean typed = condition.events().isEmpty()
                ? facts.isActive(event)
                : condition.events().contains(event.type());
        return typed && condition.filters().stream().allMatch(filter -> meets(event, filter));
    }

    private static boolean meets(PlainEvent event, PropertyFilter filter) {
        PropertyValue value = event.properties().get(filter.property());
        return switch (filter.operator()) {
            case EQ -> value != null && filter.values().stream().anyMatch(given -> same(value, given));
            case NEQ -> value == null || filter.values().stream().noneMatch(given -> same(value, given));
            case CONTAINS ->
                value instanceof PropertyValue.Text(String text)
                        && filter.values().stream().anyMatch(text::contains);
            case GT, GTE, LT, LTE ->
                value instanceof PropertyValue.Number(double number)
                        && meets(
                                BigDecimal.valueOf(number),
                                filter.operator(),
                                filter.values().getFirst());
            case IS_SET -> value != null;
            case IS_NOT_SET -> value == null;
        };
    }

    private static boolean same(PropertyValue value, String given) {
        return switch (value) {
            case PropertyValue.Text(String text) -> text.equals(given);
            case PropertyValue.Number(double number) ->
                BigDecimal.valueOf(number).compareTo(new BigDecimal(given)) == 0;
            case PropertyValue.Flag(boolean flag) -> Boolean.toString(flag).equals(given);
        };
    }

    private static boolean meets(BigDecimal number, PropertyOperator operator, String given) {
        int sign = number.compareTo(new BigDecimal(given));
        return operator == PropertyOperator.GT && sign > 0
                || operator == PropertyOperator.GTE && sign >= 0
                || operator == PropertyOperator.LT && sign < 0
                || operator == PropertyOperator.LTE && sign <= 0;
    }
}
