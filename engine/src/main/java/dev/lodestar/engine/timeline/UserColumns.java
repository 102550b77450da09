package dev.lodestar.engine.timeline;

import java.util.Arrays;

/**
 * The columns of a block with one value a user. Immutable.
 *
 * @param activation milliseconds to activation, as {@link UserBlock#activationDelay} says
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record UserColumns(
        long[] pseudonymHigh,
        long[] pseudonymLow,
        long[] signupAt,
        PackedColumn signupDay,
        PackedColumn updatedAt,
        PackedColumn traits,
        int[] activation,
        PackedColumn[] attributes) {

    /** The same with other days of signup. */
    UserColumns withSignupDays(PackedColumn days) {
        return new UserColumns(pseudonymHigh, pseudonymLow, signupAt, days, updatedAt, traits, activation, attributes);
    }

    /** The same where other events were. */
    UserColumns withEventsTold(PackedColumn newTraits, int[] newActivation) {
        return new UserColumns(
                pseudonymHigh, pseudonymLow, signupAt, signupDay, updatedAt, newTraits, newActivation, attributes);
    }

    long earliestSignup() {
        return Arrays.stream(signupAt).min().orElse(UserBlock.NO_PROFILE);
    }

    long latestSignup() {
        return Arrays.stream(signupAt).max().orElse(UserBlock.NO_PROFILE);
    }

    int latestActivation() {
        return Arrays.stream(activation).max().orElse(UserBlock.NOT_ACTIVATED);
    }

    long memory() {
        long bytes = 3 * Memory.ofArray(Long.BYTES, signupAt.length)
                + Memory.ofArray(Integer.BYTES, activation.length)
                + signupDay.memory()
                + updatedAt.memory()
                + traits.memory();
        for (PackedColumn attribute : attributes) {
            bytes += attribute.memory();
        }
        return bytes;
    }
}
