package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
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
    UserDraft merge(@Nullable UserBlock before, int firstUser, int size, List<Delta.ProfileWrite> writes) {
        int erased = delta.erased.nextSetBit(firstUser);
        boolean anyErased = erased >= 0 && erased < firstUser + size;
        if (before != null && before.size() == size && writes.isEmpty() && !anyErased) {
            return UserDraft.ofEventsOnly(before.users);
        }
        UserDraft users = new UserDraft(before == null ? null : before.users, size);
        for (int user = before == null ? 0 : before.size(); user < size; user++) {
            UUID pseudonym = delta.newUsers.get(firstUser + user - delta.firstNewUser);
            users.pseudonymHigh[user] = pseudonym.getMostSignificantBits();
            users.pseudonymLow[user] = pseudonym.getLeastSignificantBits();
        }
        for (Delta.ProfileWrite write : writes) {
            apply(write, users, write.user() - firstUser);
        }
        for (int user = delta.erased.nextSetBit(firstUser);
                user >= 0 && user < firstUser + size;
                user = delta.erased.nextSetBit(user + 1)) {
            users.erase(user - firstUser);
        }
        return users;
    }

    private void apply(Delta.ProfileWrite write, UserDraft users, int user) {
        boolean bothDated = users.updatedAt[user] != 0 && write.updatedAt() != 0;
        if (bothDated && write.updatedAt() < users.updatedAt[user]) {
            return;
        }
        users.signupAt[user] = write.signupAt();
        users.signupDay[user] = calendar.dayOf(write.signupAt());
        users.updatedAt[user] = write.updatedAt();
        users.setAttributes(user, write.codes());
    }
}
