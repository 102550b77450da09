package dev.lodestar.engine.timeline;

/**
 * A user's use of a feature, as a block tells it.
 *
 * @param uses how often; {@link #UNTOLD} where the block does not tell
 * @param firstUseClass the class of the time to the first use plus 1, 0 where there is none
 * @param days on how many days
 */
record FeatureUse(int uses, int firstUseClass, int days) {
    static final int UNTOLD = -1;

    static FeatureUse of(UserBlock block, int feature, int user) {
        if (!block.tellsUses(user)) {
            return new FeatureUse(UNTOLD, 0, 0);
        }
        for (int row = block.useStart(feature); row < block.useEnd(feature); row++) {
            if (block.userOfUse(row) == user) {
                return new FeatureUse(block.uses(row), block.firstUseClass(row), block.useDays(row));
            }
        }
        return new FeatureUse(0, 0, 0);
    }
}
