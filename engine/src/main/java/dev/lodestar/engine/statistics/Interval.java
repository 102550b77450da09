package dev.lodestar.engine.statistics;

/**
 * An interval of confidence.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {}
