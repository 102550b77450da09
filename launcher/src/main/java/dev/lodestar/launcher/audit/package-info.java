/**
 * Checks an exported audit log without the gateway: a second reading of the format, from its description alone, so that a fault of the gateway's own code cannot
 * hide itself.
 */
@NullMarked
package dev.lodestar.launcher.audit;

import org.jspecify.annotations.NullMarked;
