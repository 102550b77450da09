/**
 * Cohorts by signup: retention matrix, Day-N retention, and the comparison of early with late cohorts (DEFINITIONS, section 5).
 */
@NullMarked
package dev.lodestar.engine.cohort;

import org.jspecify.annotations.NullMarked;
