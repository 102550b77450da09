package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the columns of a block's users anew: users added, profiles written, users erased. */
final class ProfileMerge {
    private final ProjectCalendar calendar;
    private final Delta delta;

    ProfileMerge(ProjectCalendar calendar, Delta delta) {
        this.calendar = calendar;
        this.delta = delta;
    }

    /**
     * The columns of a block.
     *
     * @param before the block as it was, or null where it is new
     * @param firstUser the number of its first user in the shard
     * @param size how many users it has now
     * @param writes the profiles written to its users, in order of arrival
     */
    UserBlock.UserColumns merge(@Nullable UserBlock before, int firstUser, int size, List<Delta.ProfileWrite> writes) {
        UserBlock.UserColumns columns = new UserBlock.UserColumns(size);
        int known = before == null ? 0 : before.size();
        if (before != null) {
            copy(before.users, known, columns, size);
        }
        Arrays.fill(columns.signupAt, known, size, UserBlock.NO_PROFILE);
        Arrays.fill(columns.activation, known, size, UserBlock.NOT_ACTIVATED);
        for (int user = known; user < size; user++) {
            UUID pseudonym = delta.newUsers.get(firstUser + user - delta.firstNewUser);
            columns.pseudonymHigh[user] = pseudonym.getMostSignificantBits();
            columns.pseudonymLow[user] = pseudonym.getLeastSignificantBits();
        }
        for (Delta.ProfileWrite write : writes) {
            apply(write, columns, write.user() - firstUser);
        }
        for (int user = delta.erased.nextSetBit(firstUser);
                user >= 0 && user < firstUser + size;
                user = delta.erased.nextSetBit(user + 1)) {
            erase(columns, user - firstUser);
        }
        return columns;
    }

    private static void copy(UserBlock.UserColumns from, int known, UserBlock.UserColumns to, int size) {
        System.arraycopy(from.pseudonymHigh, 0, to.pseudonymHigh, 0, known);
        System.arraycopy(from.pseudonymLow, 0, to.pseudonymLow, 0, known);
        System.arraycopy(from.signupAt, 0, to.signupAt, 0, known);
        System.arraycopy(from.signupDay, 0, to.signupDay, 0, known);
        System.arraycopy(from.updatedAt, 0, to.updatedAt, 0, known);
        System.arraycopy(from.traits, 0, to.traits, 0, known);
        System.arraycopy(from.activation, 0, to.activation, 0, known);
        to.attributes = new int[from.attributes.length][];
        for (int attribute = 0; attribute < from.attributes.length; attribute++) {
            to.attributes[attribute] = Arrays.copyOf(from.attributes[attribute], size);
        }
    }

    private void apply(Delta.ProfileWrite write, UserBlock.UserColumns columns, int user) {
        boolean bothDated = columns.updatedAt[user] != 0 && write.updatedAt() != 0;
        if (bothDated && write.updatedAt() < columns.updatedAt[user]) {
            return;
        }
        columns.signupAt[user] = write.signupAt();
        columns.signupDay[user] = calendar.dayOf(write.signupAt());
        columns.updatedAt[user] = write.updatedAt();
        int known = columns.attributes.length;
        if (write.codes().length > known) {
            columns.attributes = Arrays.copyOf(columns.attributes, write.codes().length);
            for (int attribute = known; attribute < columns.attributes.length; attribute++) {
                columns.attributes[attribute] = new int[columns.signupAt.length];
            }
        }
        for (int attribute = 0; attribute < columns.attributes.length; attribute++) {
            columns.attributes[attribute][user] = attribute < write.codes().length ? write.codes()[attribute] : 0;
        }
    }

    private static void erase(UserBlock.UserColumns columns, int user) {
        columns.pseudonymHigh[user] = 0;
        columns.pseudonymLow[user] = 0;
        columns.signupAt[user] = UserBlock.NO_PROFILE;
        columns.signupDay[user] = 0;
        columns.updatedAt[user] = 0;
        columns.forgetEvents(user);
        for (int[] attribute : columns.attributes) {
            attribute[user] = 0;
        }
    }
}
