package dev.lodestar.engine.northstar;

import org.jspecify.annotations.Nullable;

/**
 * What a project aims at.
 *
 * @param target the value aimed at, or null where none is set
 * @param trendWeeks over how many of the last complete weeks the trend is fitted
 */
public record NorthStarSettings(@Nullable Double target, int trendWeeks) {
    /** No target; the trend over a quarter. */
    public static final NorthStarSettings STANDARD = new NorthStarSettings(null, 13);

    /** A trend needs two weeks. */
    public NorthStarSettings {
        if (trendWeeks < 2) {
            throw new IllegalArgumentException("a trend needs at least 2 weeks, got " + trendWeeks);
        }
    }
}
