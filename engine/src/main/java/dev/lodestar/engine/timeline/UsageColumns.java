package dev.lodestar.engine.timeline;

/**
 * How each user of a block used each feature of the plan in all the time: how often, from which of the user's events on, and on how many days;
 * a byte each. Immutable.
 *
 * @param features how many features the plan has; the figures of a user stand next to each other
 * @param uses uses, {@link UserBlock#MANY_USES} for more than fit, or where the first is too far from the user's first event
 * @param first the first use, as the number of the user's events before it
 * @param days days with a use
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record UsageColumns(int features, byte[] uses, byte[] first, byte[] days) {
    int uses(int feature, int user) {
        return uses[user * features + feature] & 0xff;
    }

    int first(int feature, int user) {
        return first[user * features + feature] & 0xff;
    }

    int days(int feature, int user) {
        return days[user * features + feature] & 0xff;
    }

    long memory() {
        return 3 * Memory.ofArray(1, uses.length);
    }
}
