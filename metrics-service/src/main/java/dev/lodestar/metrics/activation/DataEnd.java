package dev.lodestar.metrics.activation;

/**
 * Where the data of a listing end.
 *
 * @param day the day at whose start they end
 * @param activity whether they hold any activity: without it nothing is known of anybody's activation
 */
record DataEnd(int day, boolean activity) {}
