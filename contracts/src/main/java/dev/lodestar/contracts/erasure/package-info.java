/**
 * The erasure of a user as services speak of it, JSON on Kafka. The erasure itself is a record on the timeline, which every shard obeys by its position;
 * commands ask what a service still holds of the user, and have it remove what does not come from the timeline. Both are idempotent.
 */
@NullMarked
package dev.lodestar.contracts.erasure;

import org.jspecify.annotations.NullMarked;
