/**
 * Saved cohorts as a filter of every question. cohort-service keeps them and publishes each change; every analytical service holds them all in
 * memory, so that a question with a cohort asks nobody else.
 */
@NullMarked
package dev.lodestar.host.cohort;

import org.jspecify.annotations.NullMarked;
