package dev.lodestar.engine.analysis;

/**
 * Which saved cohort an answer was narrowed to.
 *
 * @param id what it is referred to by, for ever
 * @param name what people call it
 * @param version counts its changes, from 1
 */
public record NamedCohort(String id, String name, int version) {}
