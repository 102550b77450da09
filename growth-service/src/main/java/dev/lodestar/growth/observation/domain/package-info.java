/** What the metrics and cohort services have measured of the product, as far as growth needs it. */
@NullMarked
package dev.lodestar.growth.observation.domain;

import org.jspecify.annotations.NullMarked;
