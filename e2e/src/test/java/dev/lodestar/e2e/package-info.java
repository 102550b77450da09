/**
 * The whole product, from outside: started by its own command, fed and asked through the gateway with real tokens, its bundle held against the naive
 * second implementation.
 */
@NullMarked
package dev.lodestar.e2e;

import org.jspecify.annotations.NullMarked;
