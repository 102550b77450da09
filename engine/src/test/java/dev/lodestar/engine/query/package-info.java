/** Conditions on events and users, on small histories. */
@NullMarked
package dev.lodestar.engine.query;

import org.jspecify.annotations.NullMarked;
