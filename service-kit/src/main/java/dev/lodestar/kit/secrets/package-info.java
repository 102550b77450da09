/**
 * Secrets come from the environment or from mounted files, a weak one stops the start, and none of them reaches a log.
 */
@NullMarked
package dev.lodestar.kit.secrets;

import org.jspecify.annotations.NullMarked;
