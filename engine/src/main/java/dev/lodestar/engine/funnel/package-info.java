/**
 * The seven-stage growth funnel and the analysis of where users are lost in it (DEFINITIONS, section 4).
 */
@NullMarked
package dev.lodestar.engine.funnel;

import org.jspecify.annotations.NullMarked;
