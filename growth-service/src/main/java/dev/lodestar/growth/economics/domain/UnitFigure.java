package dev.lodestar.growth.economics.domain;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.assumption.domain.Figure.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the unit economics, or the reason why there is none.
 *
 * @param channel the acquisition channel; null where the figure is of the whole product
 * @param value null exactly when there is a {@code reason}
 * @param origin assumption as soon as one part of the figure is assumed; null without a value
 * @param detail how the figure came about
 */
public record UnitFigure(
        String metric,
        @Nullable String channel,
        @Nullable Double value,
        String unit,
        @Nullable Origin origin,
        @Nullable String reason,
        @Nullable String detail) {

    public UnitFigure {
        if ((value == null) == (reason == null)) {
            throw new IllegalArgumentException(metric + " needs either a value or a reason");
        }
    }

    static UnitFigure of(String metric, @Nullable String channel, Figure figure, String unit) {
        return new UnitFigure(metric, channel, figure.value(), unit, figure.origin(), null, figure.detail());
    }

    static UnitFigure missing(String metric, @Nullable String channel, String unit, String reason) {
        return new UnitFigure(metric, channel, null, unit, null, reason, null);
    }
}
