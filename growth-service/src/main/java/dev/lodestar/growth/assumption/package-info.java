/**
 * Assumptions: what a project believes about itself where nothing is measured, in dated versions, each with its source.
 * Defaults stand in until a project says otherwise, and are shown as defaults.
 */
@NullMarked
package dev.lodestar.growth.assumption;

import org.jspecify.annotations.NullMarked;
