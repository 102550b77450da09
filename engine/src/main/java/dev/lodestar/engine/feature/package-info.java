/**
 * Which features are adopted, by whom, and how long it takes (DEFINITIONS, section 3).
 */
@NullMarked
package dev.lodestar.engine.feature;

import org.jspecify.annotations.NullMarked;
