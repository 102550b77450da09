/**
 * Who comes back on an exact day after signup.
 */
@NullMarked
package dev.lodestar.cohort.dayn;

import org.jspecify.annotations.NullMarked;
