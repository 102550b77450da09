package dev.lodestar.engine.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The columns of a block's users while they are being written. */
final class UserDraft {
    final long[] pseudonymHigh;
    final long[] pseudonymLow;
    final long[] signupAt;
    final int[] signupDay;
    final long[] updatedAt;
    final int[] traits;
    final long[] activation;
    int[][] attributes;

    /** The columns as they were, where only events arrived: all but what events tell is shared with them. */
    private final @Nullable UserColumns unchanged;

    /**
     * @param before the columns as they were, or null where the block is new
     * @param size how many users there are now
     */
    UserDraft(@Nullable UserColumns before, int size) {
        unchanged = null;
        int known = before == null ? 0 : before.signupAt().length;
        pseudonymHigh = before == null ? new long[size] : Arrays.copyOf(before.pseudonymHigh(), size);
        pseudonymLow = before == null ? new long[size] : Arrays.copyOf(before.pseudonymLow(), size);
        signupAt = before == null ? new long[size] : Arrays.copyOf(before.signupAt(), size);
        signupDay = before == null ? new int[size] : before.signupDay().toInts(size);
        updatedAt = before == null ? new long[size] : before.updatedAt().toLongs(size);
        traits = before == null ? new int[size] : before.traits().toInts(size);
        activation = before == null ? new long[size] : before.activations().toLongs(size);
        attributes = new int[before == null ? 0 : before.attributes().length][];
        for (int attribute = 0; before != null && attribute < attributes.length; attribute++) {
            attributes[attribute] = before.attributes()[attribute].toInts(size);
        }
        Arrays.fill(signupAt, known, size, UserBlock.NO_PROFILE);
        if (before == null) {
            Arrays.fill(activation, UserBlock.NOT_ACTIVATED);
        }
    }

    private UserDraft(UserColumns before) {
        unchanged = before;
        pseudonymHigh = before.pseudonymHigh();
        pseudonymLow = before.pseudonymLow();
        signupAt = before.signupAt();
        signupDay = new int[0];
        updatedAt = new long[0];
        attributes = new int[0][];
        traits = before.traits().toInts(signupAt.length);
        activation = before.activations().toLongs(signupAt.length);
    }

    /** For a block of which no user was added or erased, and no profile written. Nothing but traits and activation may be written. */
    static UserDraft ofEventsOnly(UserColumns before) {
        return new UserDraft(before);
    }

    int size() {
        return signupAt.length;
    }

    /** Writes a user's values of all attributes; those further than the codes are absent. */
    void setAttributes(int user, int[] codes) {
        int known = attributes.length;
        if (codes.length > known) {
            attributes = Arrays.copyOf(attributes, codes.length);
            for (int attribute = known; attribute < attributes.length; attribute++) {
                attributes[attribute] = new int[size()];
            }
        }
        for (int attribute = 0; attribute < attributes.length; attribute++) {
            attributes[attribute][user] = attribute < codes.length ? codes[attribute] : 0;
        }
    }

    /** Forgets who a user is and all there was of the user. */
    void erase(int user) {
        pseudonymHigh[user] = 0;
        pseudonymLow[user] = 0;
        signupAt[user] = UserBlock.NO_PROFILE;
        signupDay[user] = 0;
        updatedAt[user] = 0;
        traits[user] = 0;
        activation[user] = UserBlock.NOT_ACTIVATED;
        for (int[] attribute : attributes) {
            attribute[user] = 0;
        }
    }

    /** The columns as they are now. */
    UserColumns columns() {
        if (unchanged != null) {
            return unchanged.withEventsTold(PackedColumn.of(traits, size()), Activations.of(activation));
        }
        return new UserColumns(
                pseudonymHigh,
                pseudonymLow,
                signupAt,
                PackedColumn.of(signupDay, size()),
                PackedColumn.of(updatedAt, size()),
                PackedColumn.of(traits, size()),
                Activations.of(activation),
                Arrays.stream(attributes)
                        .map(codes -> PackedColumn.of(codes, codes.length))
                        .toArray(PackedColumn[]::new));
    }
}
