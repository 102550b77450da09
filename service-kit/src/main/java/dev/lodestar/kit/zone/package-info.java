/** The zone that cuts days. */
@NullMarked
package dev.lodestar.kit.zone;

import org.jspecify.annotations.NullMarked;
