package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.figure.domain.Unit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns of phrase that several sentences share. */
final class Phrases {
    private Phrases() {}

    /** {@code  (95% interval 41.5% to 42.4%)}, empty when there is no interval. */
    static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null
                ? ""
                : " (95%% interval %s to %s)".formatted(Unit.percent(low), Unit.percent(high));
    }

    /** {@code  (80% interval $1.0K to $2.0K)} of a simulation's P10 and P90. */
    static String spread(Unit unit, @Nullable Double p10, @Nullable Double p90) {
        return p10 == null || p90 == null
                ? ""
                : " (80%% interval %s to %s)".formatted(unit.label(p10), unit.label(p90));
    }

    /** A difference of two rates: {@code −3.2 percentage points}. */
    static String points(double difference) {
        String points = signed(difference);
        return points + (points.substring(1).equals("1.0") ? " percentage point" : " percentage points");
    }

    /** {@code  (95% interval −1.2 to +3.0)} of a difference of two rates, in percentage points; empty when there is no interval. */
    static String pointsInterval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : " (95%% interval %s to %s)".formatted(signed(low), signed(high));
    }

    private static String signed(double difference) {
        String points = String.format(Locale.ROOT, "%.1f", Math.abs(difference * 100));
        if (points.equals("0.0")) {
            return points;
        }
        return (difference < 0 ? "−" : "+") + points;
    }

    /** One decimal, or none above a hundred. */
    static String decimal(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%,.1f", value);
    }

    /** A probability as people say it; never 0% or 100% for what is merely close. */
    static String probability(double p) {
        if (p > 0.99 && p < 1) {
            return "more than 99%";
        }
        if (p > 0 && p < 0.01) {
            return "less than 1%";
        }
        return String.format(Locale.ROOT, "%.0f%%", p * 100);
    }

    /** A p-value: {@code p = 0.012}, {@code p < 0.001}. */
    static String pValue(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
