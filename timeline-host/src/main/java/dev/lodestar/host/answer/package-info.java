/**
 * What the answers of the analytical services have in common on the wire: the parameters that say who and when is counted, the entity tag, the
 * CSV twin of the JSON, and the refusal while no shard is there.
 */
@NullMarked
package dev.lodestar.host.answer;

import org.jspecify.annotations.NullMarked;
