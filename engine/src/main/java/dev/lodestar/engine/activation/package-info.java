/**
 * How many users reach the product's first moment of value, and how soon (DEFINITIONS, section 3).
 */
@NullMarked
package dev.lodestar.engine.activation;

import org.jspecify.annotations.NullMarked;
