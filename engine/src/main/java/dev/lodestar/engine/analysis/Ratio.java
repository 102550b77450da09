package dev.lodestar.engine.analysis;

import org.jspecify.annotations.Nullable;

/** Divisions whose base may be missing. */
public final class Ratio {
    private Ratio() {}

    /** part/base; null where either is null or the base is 0. */
    public static @Nullable Double of(@Nullable Long part, @Nullable Long base) {
        return part == null || base == null || base == 0 ? null : (double) part / base;
    }

    /** part/base; null where the base is 0. */
    public static @Nullable Double of(long part, long base) {
        return base == 0 ? null : (double) part / base;
    }

    /** part/base; null where the base is 0. */
    public static @Nullable Double of(double part, double base) {
        return base == 0 ? null : part / base;
    }
}
