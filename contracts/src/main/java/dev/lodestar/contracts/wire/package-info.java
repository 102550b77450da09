/**
 * The envelope of what travels on Kafka: topic names, header names, record types, the key of a user and the codec that ties them to
 * the Protobuf messages. Additive only: what was written once must be readable for ever.
 */
@NullMarked
package dev.lodestar.contracts.wire;

import org.jspecify.annotations.NullMarked;
