/**
 * Health and metrics stand on a management port of their own, which is not proxied.
 */
@NullMarked
package dev.lodestar.kit.management;

import org.jspecify.annotations.NullMarked;
