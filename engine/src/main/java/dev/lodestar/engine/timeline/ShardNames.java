package dev.lodestar.engine.timeline;

/** The codes that a shard gives to names; the writer's side. */
record ShardNames(Dictionary types, AttributeColumns attributes, PropertyColumns properties) {
    /** None yet. */
    static ShardNames none(EventPlan plan) {
        return new ShardNames(new Dictionary(), new AttributeColumns(), new PropertyColumns(plan.properties()));
    }

    /** A position with the names known now. */
    Position position(long offset, long newestReceivedAtMillis, EventPlan plan) {
        return position(offset, newestReceivedAtMillis, new EventTypes(types.snapshot(), plan));
    }

    /** The same, with event types that are there already. */
    Position position(long offset, long newestReceivedAtMillis, EventTypes eventTypes) {
        return new Position(offset, newestReceivedAtMillis, eventTypes, attributes.snapshot(), properties.snapshot());
    }
}
