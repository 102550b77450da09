/**
 * Writes to Kafka and knows when the broker has it. One idempotent producer with {@code acks=all} serves the service: what it acknowledges is
 * stored once, in order, on as many brokers as the topic demands.
 */
@NullMarked
package dev.lodestar.ingest.publishing;

import org.jspecify.annotations.NullMarked;
