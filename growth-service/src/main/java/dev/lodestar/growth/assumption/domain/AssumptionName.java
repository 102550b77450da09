package dev.lodestar.growth.assumption.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that may be assumed about a product, with unit, allowed range and default (DEFINITIONS §7).
 *
 * <p>An assumption is used only where the figure is not observed. {@link #CAC} has no default: without spend and
 * without a project's own assumption the cost of an acquisition stays unknown.
 */
public enum AssumptionName {
    TOTAL_USERS("users", 0, 1e10, 30_000_000),
    MONTHLY_ACTIVE_USERS("users", 0, 1e10, 10_000_000),
    /** Organic growth of the visitors from this month to the next. */
    MONTHLY_GROWTH("rate", -0.9, 5, 0.10),
    /** Months after which {@link #MONTHLY_GROWTH} has fallen by half. */
    GROWTH_HALF_LIFE("months", 1, 1200, 12),
    ARPU_YEARLY("currency_per_user_year", 0, 1e7, 96),
    /** Monthly revenue per paying user where no invoice is known. */
    ARPPU_MONTHLY("currency_per_payer_month", 0, 1e6, 8),
    GROSS_MARGIN("rate", 0, 1, 0.8),
    /** Yearly discount rate of later revenue. */
    DISCOUNT_RATE("rate", 0, 5, 0.10),
    /** Share of the paying users still paying a month later, where no retention is observed. */
    MONTHLY_RETENTION("rate", 0, 1, 0.95),
    /** Signups that the invites of one new user who collaborates bring one month later. */
    K_FACTOR("signups_per_collaborator", 0, 0.99, 0),
    RATE_SIGNUP("rate", 0, 1, 0.15),
    RATE_ACTIVATION("rate", 0, 1, 0.60),
    RATE_ENGAGEMENT("rate", 0, 1, 0.45),
    RATE_HABIT_FORMATION("rate", 0, 1, 0.35),
    RATE_COLLABORATION("rate", 0, 1, 0.50),
    RATE_MONETIZATION("rate", 0, 1, 0.25),
    /** Cost of one new paying user where no spend is known. */
    CAC("currency_per_payer", 0, 1e7, Double.NaN);

    private final String unit;
    private final double min;
    private final double max;
    private final double defaultValue;

    AssumptionName(String unit, double min, double max, double defaultValue) {
        this.unit = unit;
        this.min = min;
        this.max = max;
        this.defaultValue = defaultValue;
    }

    /** The name on the wire, snake_case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
        return unit;
    }

    /** Smallest allowed value, inclusive. */
    public double min() {
        return min;
    }

    /** Largest allowed value, inclusive. */
    public double max() {
        return max;
    }

    /** Whether the value lies in the allowed range; NaN does not. */
    public boolean allows(double value) {
        return value >= min && value <= max;
    }

    /** The default, empty where only a project can know. */
    public OptionalDouble defaultValue() {
        return Double.isNaN(defaultValue) ? OptionalDouble.empty() : OptionalDouble.of(defaultValue);
    }

    /** The name written like that on the wire, if there is one. */
    public static Optional<AssumptionName> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName().equals(wireName))
                .findFirst();
    }
}
