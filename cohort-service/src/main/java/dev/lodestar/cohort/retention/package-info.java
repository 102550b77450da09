/**
 * Who stays: cohorts by signup period, and how many of each are active in later periods.
 */
@NullMarked
package dev.lodestar.cohort.retention;

import org.jspecify.annotations.NullMarked;
