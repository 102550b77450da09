/**
 * The wire format that all services share: snake_case JSON in which null is a value, and the same figures as CSV.
 */
@NullMarked
package dev.lodestar.kit.wire;

import org.jspecify.annotations.NullMarked;
