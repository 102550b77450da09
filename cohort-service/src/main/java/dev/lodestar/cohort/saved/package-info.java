/**
 * Saved cohorts: definitions and lists of users that have a name, so that every question can be narrowed to them. They are kept in this service's
 * database and published on {@code cohorts.saved.v1} from there; what is saved is in the database first and published until the broker has it.
 */
@NullMarked
package dev.lodestar.cohort.saved;

import org.jspecify.annotations.NullMarked;
