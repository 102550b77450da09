/**
 * The one page of figures that heads every report (DEFINITIONS, section 9).
 */
@NullMarked
package dev.lodestar.engine.summary;

import org.jspecify.annotations.NullMarked;
