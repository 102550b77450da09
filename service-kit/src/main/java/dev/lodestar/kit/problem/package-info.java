/**
 * The one way to fail: a {@link dev.lodestar.kit.problem.ProblemException} with a stable code. Everything that leaves a service as an error leaves it as
 * an RFC 9457 problem document; a bug is a 500 with an id to find in the log, never a stack on the wire.
 */
@NullMarked
package dev.lodestar.kit.problem;

import org.jspecify.annotations.NullMarked;
