/**
 * The seven stages of growth, from awareness to monetization, and where users are lost between them.
 */
@NullMarked
package dev.lodestar.metrics.funnel;

import org.jspecify.annotations.NullMarked;
