/**
 * The report in words. Every sentence is made from figures of the run at hand, with its interval where it estimates something; where a figure is missing the report says
 * so and why. Nothing is said that the run did not measure.
 */
@NullMarked
package dev.lodestar.report.narrative.domain;

import org.jspecify.annotations.NullMarked;
