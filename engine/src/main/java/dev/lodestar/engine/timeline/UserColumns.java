package dev.lodestar.engine.timeline;

import java.util.Arrays;

/**
 * The columns of a block with one value a user. Immutable.
 *
 * @param activations how long each user took to activation
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record UserColumns(
        long[] pseudonymHigh,
        long[] pseudonymLow,
        long[] signupAt,
        PackedColumn signupDay,
        PackedColumn updatedAt,
        PackedColumn traits,
        Activations activations,
        PackedColumn[] attributes) {

    /** The same with other days of signup. */
    UserColumns withSignupDays(PackedColumn days) {
        return new UserColumns(pseudonymHigh, pseudonymLow, signupAt, days, updatedAt, traits, activations, attributes);
    }

    /** The same where other events were. */
    UserColumns withEventsTold(PackedColumn newTraits, Activations newActivations) {
        return new UserColumns(
                pseudonymHigh, pseudonymLow, signupAt, signupDay, updatedAt, newTraits, newActivations, attributes);
    }

    long earliestSignup() {
        return Arrays.stream(signupAt).min().orElse(UserBlock.NO_PROFILE);
    }

    long latestSignup() {
        return Arrays.stream(signupAt).max().orElse(UserBlock.NO_PROFILE);
    }

    long memory() {
        long bytes = 3 * Memory.ofArray(Long.BYTES, signupAt.length)
                + activations.memory()
                + signupDay.memory()
                + updatedAt.memory()
                + traits.memory();
        for (PackedColumn attribute : attributes) {
            bytes += attribute.memory();
        }
        return bytes;
    }
}
