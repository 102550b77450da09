package dev.lodestar.engine.timeline;

/**
 * Where in the partition a view stands, and the names known there.
 *
 * @param offset the offset of the last change applied, −1 before the first
 * @param newestReceivedAtMillis when the newest change applied was received, 0 before the first
 * @param types the event types
 * @param attributes the profile attributes
 * @param properties the properties of events
 */
record Position(
        long offset,
        long newestReceivedAtMillis,
        EventTypes types,
        Attributes attributes,
        EventProperties properties) {}
