/**
 * Saved cohorts, as cohort-service tells the analytical services of them, so that a query with a cohort needs no hop more.
 */
@NullMarked
package dev.lodestar.contracts.cohort;

import org.jspecify.annotations.NullMarked;
