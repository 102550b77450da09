package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.EventProperties;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.function.LongPredicate;

/** A property filter in the codes of one view. */
final class PropertyMatcher {
    private final int property;
    private final boolean absent;
    private final LongPredicate present;

    private PropertyMatcher(int property, boolean absent, LongPredicate present) {
        this.property = property;
        this.absent = absent;
        this.present = present;
    }

    static PropertyMatcher of(EventProperties properties, PropertyFilter filter) {
        int property = properties.indexOf(filter.property());
        PropertyOperator operator = filter.operator();
        boolean absent = operator == PropertyOperator.NEQ || operator == PropertyOperator.IS_NOT_SET;
        return new PropertyMatcher(
                property, absent, property < 0 ? _ -> false : present(properties, property, operator, filter.values()));
    }

    private static LongPredicate present(
            EventProperties properties, int property, PropertyOperator operator, List<String> values) {
        if (!operator.takesValues()) {
            return _ -> operator == PropertyOperator.IS_SET;
        }
        return switch (properties.kindOf(property)) {
            case TEXT -> byCode(properties.textsOf(property), operator, values);
            case NUMBER -> bySize(operator, numbers(values));
            case FLAG -> flag -> values.contains(Boolean.toString(flag != 0)) == (operator == PropertyOperator.EQ);
        };
    }

    private static LongPredicate byCode(List<String> texts, PropertyOperator operator, List<String> values) {
        boolean[] allowed = new boolean[texts.size()];
        for (int code = 0; code < allowed.length; code++) {
            String text = texts.get(code);
            allowed[code] = switch (operator) {
                case EQ -> values.contains(text);
                case NEQ -> !values.contains(text);
                case CONTAINS -> values.stream().anyMatch(text::contains);
                case GT, GTE, LT, LTE, IS_SET, IS_NOT_SET ->
                    throw new IllegalArgumentException("texts cannot be compared by " + operator.wireName());
            };
        }
        return code -> allowed[(int) code];
    }

    private static double[] numbers(List<String> values) {
        return values.stream().mapToDouble(Double::parseDouble).toArray();
    }

    private static LongPredicate bySize(PropertyOperator operator, double[] values) {
        return switch (operator) {
            case EQ -> bits -> isAmong(Double.longBitsToDouble(bits), values);
            case NEQ -> bits -> !isAmong(Double.longBitsToDouble(bits), values);
            case GT -> bits -> Double.longBitsToDouble(bits) > values[0];
            case GTE -> bits -> Double.longBitsToDouble(bits) >= values[0];
            case LT -> bits -> Double.longBitsToDouble(bits) < values[0];
            case LTE -> bits -> Double.longBitsToDouble(bits) <= values[0];
            case CONTAINS, IS_SET, IS_NOT_SET ->
                throw new IllegalArgumentException("numbers cannot be compared by " + operator.wireName());
        };
    }

    private static boolean isAmong(double number, double[] values) {
        for (double value : values) {
            if (number == value) {
                return true;
            }
        }
        return false;
    }

    boolean matches(UserBlock block, int user, int event) {
        int row = property < 0 ? -1 : block.propertyRow(property, event);
        return row < 0 ? absent : present.test(block.propertyValue(property, row));
    }
}
