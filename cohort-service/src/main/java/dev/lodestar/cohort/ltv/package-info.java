/**
 * What cohorts have paid so far, and how monthly recurring revenue moves. Projected lifetime value needs a model and is null until there is one.
 */
@NullMarked
package dev.lodestar.cohort.ltv;

import org.jspecify.annotations.NullMarked;
