/**
 * The seven stages of growth, from awareness to monetization, and where users are lost between them; any other funnel that an analyst asks for;
 * and the people behind the steps of both.
 */
@NullMarked
package dev.lodestar.metrics.funnel;

import org.jspecify.annotations.NullMarked;
