package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.timeline.PropertyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an event meets a condition, told from the event alone. */
final class PlainCondition {
    private PlainCondition() {}

    static boolean isMet(Facts facts, EventCondition condition, PlainEvent event) {
        boolean typed = condition.events().isEmpty()
                ? facts.isActive(event)
                : condition.events().contains(event.type());
        return typed && condition.filters().stream().allMatch(filter -> isMet(filter, event));
    }

    private static boolean isMet(PropertyFilter filter, PlainEvent event) {
        PropertyValue value = event.properties().get(filter.property());
        if (value == null) {
            return filter.operator() == PropertyOperator.NEQ || filter.operator() == PropertyOperator.IS_NOT_SET;
        }
        List<String> values = filter.values();
        return switch (filter.operator()) {
            case EQ -> values.stream().anyMatch(text -> isEqual(value, text));
            case NEQ -> values.stream().noneMatch(text -> isEqual(value, text));
            case CONTAINS -> values.stream().anyMatch(text(value)::contains);
            case IS_SET -> true;
            case IS_NOT_SET -> false;
            case GT -> number(value) > Double.parseDouble(values.getFirst());
            case GTE -> number(value) >= Double.parseDouble(values.getFirst());
            case LT -> number(value) < Double.parseDouble(values.getFirst());
            case LTE -> number(value) <= Double.parseDouble(values.getFirst());
        };
    }

    private static boolean isEqual(PropertyValue value, String text) {
        return value instanceof PropertyValue.Number(double number)
                ? number == Double.parseDouble(text)
                : text(value).equals(text);
    }

    private static double number(PropertyValue value) {
        return value instanceof PropertyValue.Number(double number) ? number : Double.NaN;
    }

    /** A value in words; a whole number without a decimal point. */
    static String text(@Nullable PropertyValue value) {
        return switch (value) {
            case null -> "";
            case PropertyValue.Text(String text) -> text;
            case PropertyValue.Flag(boolean flag) -> String.valueOf(flag);
            case PropertyValue.Number(double number) ->
                number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
        };
    }
}
