/**
 * The dozen figures on one page.
 */
@NullMarked
package dev.lodestar.metrics.summary;

import org.jspecify.annotations.NullMarked;
