/**
 * Whether later cohorts stay longer than earlier ones.
 */
@NullMarked
package dev.lodestar.cohort.comparison;

import org.jspecify.annotations.NullMarked;
