package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;

/**
 * How often one user used each feature, and when first. Types that are uses of the same features share a slot, so that an event costs one
 * lookup and no branch, and slots are spread over features once a user. Reused from user to user.
 */
final class FeatureUses {
    private final int[] slotOfType;
    private final long[] featuresOfSlot;
    private final int[] slotCount;
    private final int[] slotFirst;
    private final int[] count;
    private final int[] first;

    FeatureUses(EventTypes types, int features) {
        long[] masks = new long[types.size()];
        Arrays.setAll(masks, types::featureMaskOf);
        this.featuresOfSlot = Arrays.stream(masks).distinct().toArray();
        this.slotOfType = new int[masks.length];
        Arrays.setAll(slotOfType, type -> slotOf(masks[type]));
        this.slotCount = new int[featuresOfSlot.length];
        this.slotFirst = new int[featuresOfSlot.length];
        this.count = new int[features];
        this.first = new int[features];
    }

    private int slotOf(long mask) {
        int slot = 0;
        while (featuresOfSlot[slot] != mask) {
            slot++;
        }
        return slot;
    }

    /** Goes through a user's events from the last to the first, so that the first of a slot is the one that stands. */
    void collect(UserBlock block, int from, int to) {
        Arrays.fill(slotCount, 0);
        for (int event = to - 1; event >= from; event--) {
            int slot = slotOfType[block.type(event)];
            slotCount[slot]++;
            slotFirst[slot] = event;
        }
        Arrays.fill(count, 0);
        for (int slot = 0; slot < slotCount.length; slot++) {
            if (slotCount[slot] > 0) {
                spread(slot);
            }
        }
    }

    private void spread(int slot) {
        for (long mask = featuresOfSlot[slot]; mask != 0; mask &= mask - 1) {
            int feature = Long.numberOfTrailingZeros(mask);
            first[feature] = count[feature] == 0 ? slotFirst[slot] : Math.min(first[feature], slotFirst[slot]);
            count[feature] += slotCount[slot];
        }
    }

    /** Uses of a feature. */
    int count(int feature) {
        return count[feature];
    }

    /** The first of them, without meaning where there is none. */
    int firstEvent(int feature) {
        return first[feature];
    }
}
