package dev.lodestar.report.alert.domain;

import org.jspecify.annotations.Nullable;

/**
 * One complete period of a history.
 *
 * @param start its first day
 * @param value null where it was not measured, or counts too few users to be told
 */
record Point(String start, @Nullable Double value) {}
