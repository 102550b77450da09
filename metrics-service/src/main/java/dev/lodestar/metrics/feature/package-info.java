/**
 * Which features people adopt, how much they use them and how soon.
 */
@NullMarked
package dev.lodestar.metrics.feature;

import org.jspecify.annotations.NullMarked;
