package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.TimeClasses;
import java.util.Arrays;
import java.util.BitSet;

/**
 * How the users of a block used the features of the plan in all the time: how often, how soon after signup first, and on how many days. There is a row for
 * each feature of each user who used it, feature after feature, and of a feature in the order of how soon: so those who took about as long stand
 * together. Immutable.
 *
 * @param start by feature: its first row, and at last the end
 * @param user the user
 * @param uses uses, less than {@link UserBlock#MANY_USES}
 * @param firstUse the {@link TimeClasses#coarseOf coarse class} of the time from signup to first use plus 1, 0 where there is no profile
 * @param days days with a use
 * @param untold the users who have no rows because some figure of theirs does not fit
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record UsageColumns(int[] start, short[] user, byte[] uses, short[] firstUse, byte[] days, BitSet untold) {
    private static final int USER_BITS = Integer.SIZE - Integer.numberOfLeadingZeros(UserBlock.CAPACITY - 1);

    /**
     * The same figures as they are written: one feature's of all users next to each other, 0 for those who did not use it.
     *
     * @param users how many users the block has
     * @param uses uses; {@link UserBlock#MANY_USES}, for all features of a user alike, where some figure of the user does not fit
     */
    record Table(int users, byte[] uses, short[] firstUse, byte[] days) {
        static Table of(int users, int features) {
            int size = users * features;
            return new Table(users, new byte[size], new short[size], new byte[size]);
        }

        void clear() {
            Arrays.fill(uses, (byte) 0);
            Arrays.fill(firstUse, (short) 0);
            Arrays.fill(days, (byte) 0);
        }

        int features() {
            return users == 0 ? 0 : uses.length / users;
        }

        /** Takes the figures of the users that a block had. */
        void take(UsageColumns before) {
            for (int feature = 0; feature < before.start.length - 1; feature++) {
                for (int row = before.start[feature]; row < before.start[feature + 1]; row++) {
                    int at = feature * users + before.user[row];
                    uses[at] = before.uses[row];
                    firstUse[at] = before.firstUse[row];
                    days[at] = before.days[row];
                }
                int of = feature * users;
                before.untold.stream().forEach(user -> uses[of + user] = (byte) UserBlock.MANY_USES);
            }
        }
    }

    static UsageColumns of(Table table) {
        int[] start = new int[table.features() + 1];
        int[] keys = new int[table.users + 1];
        for (int feature = 0; feature < table.features(); feature++) {
            start[feature + 1] = start[feature] + keys(table, feature, keys);
        }
        int size = start[table.features()];
        UsageColumns columns = new UsageColumns(
                start, new short[size], new byte[size], new short[size], new byte[size], untold(table));
        for (int feature = 0; feature < table.features(); feature++) {
            Arrays.sort(keys, 0, keys(table, feature, keys));
            for (int row = start[feature]; row < start[feature + 1]; row++) {
                int user = keys[row - start[feature]] & UserBlock.CAPACITY - 1;
                int at = feature * table.users + user;
                columns.user[row] = (short) user;
                columns.uses[row] = table.uses[at];
                columns.firstUse[row] = table.firstUse[at];
                columns.days[row] = table.days[at];
            }
        }
        return columns;
    }

    /** Writes the users who used a feature, each behind the class of the first use, and returns how many they are. */
    private static int keys(Table table, int feature, int[] keys) {
        int of = feature * table.users;
        int size = 0;
        for (int user = 0; user < table.users; user++) {
            int uses = table.uses[of + user] & 0xff;
            keys[size] = (table.firstUse[of + user] & 0xffff) << USER_BITS | user;
            size += (-uses & uses - UserBlock.MANY_USES) >>> Integer.SIZE - 1;
        }
        return size;
    }

    private static BitSet untold(Table table) {
        BitSet untold = new BitSet();
        for (int user = 0; user < table.users && table.uses.length > 0; user++) {
            if (table.uses[user] == (byte) UserBlock.MANY_USES) {
                untold.set(user);
            }
        }
        return untold;
    }

    /** As it is written, of so many users. */
    Table table(int users) {
        Table table = Table.of(users, start.length - 1);
        table.take(this);
        return table;
    }

    /** The first row of a feature whose first use is of a class, plus 1, or a later one. */
    int rowFrom(int feature, int classPlusOne) {
        int low = start[feature];
        int high = start[feature + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (firstUse[middle] < classPlusOne) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long memory() {
        return Memory.ofArray(Integer.BYTES, start.length)
                + 2 * Memory.ofArray(1, uses.length)
                + 2 * Memory.ofArray(Short.BYTES, user.length)
                + Memory.ofArray(Long.BYTES, untold.size() / Long.SIZE);
    }
}
