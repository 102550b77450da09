package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import java.util.List;
import java.util.Random;

/** Conditions on the events of a {@link RandomHistory}; some are met by many of them, some by none. */
public final class RandomConditions {
    private static final List<String> TYPES = List.of(
            "page_created",
            "page_viewed",
            "content_edited",
            "signup",
            "user_invited",
            "invoice_paid",
            "session_started");
    private static final List<PropertyOperator> ANY_KIND =
            List.of(PropertyOperator.EQ, PropertyOperator.NEQ, PropertyOperator.IS_SET, PropertyOperator.IS_NOT_SET);
    private static final List<PropertyOperator> OF_NUMBERS =
            List.of(PropertyOperator.GT, PropertyOperator.GTE, PropertyOperator.LT, PropertyOperator.LTE);

    private final Random random;

    public RandomConditions(Random random) {
        this.random = random;
    }

    /** The next one. */
    public EventCondition next() {
        List<String> types = switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(pick(TYPES));
            default -> List.of(pick(TYPES), pick(TYPES));
        };
        return new EventCondition(types, random.nextInt(3) == 0 ? List.of(filter()) : List.of());
    }

    private PropertyFilter filter() {
        if (random.nextBoolean()) {
            PropertyOperator operator = pick(random.nextBoolean() ? OF_NUMBERS : ANY_KIND);
            return filter("amount", operator, pick(List.of("10", "12.5", "0", "99.99")));
        }
        PropertyOperator operator = random.nextInt(4) == 0 ? PropertyOperator.CONTAINS : pick(ANY_KIND);
        return filter("workspace_id", operator, pick(List.of("w0", "w1", "w", "nowhere")));
    }

    private static PropertyFilter filter(String property, PropertyOperator operator, String value) {
        return new PropertyFilter(property, operator, operator.takesValues() ? List.of(value) : List.of());
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
