package dev.lodestar.datagen.journey;

import org.jspecify.annotations.Nullable;

/**
 * Something a user did.
 *
 * @param at        milliseconds since the epoch
 * @param workspace the {@code workspace_id}, or null where the event has none
 * @param cents     the amount of an {@link EventType#INVOICE_PAID} in US cents, else 0
 */
public record SyntheticEvent(
        long at, EventType type, @Nullable String workspace, long cents) {}
