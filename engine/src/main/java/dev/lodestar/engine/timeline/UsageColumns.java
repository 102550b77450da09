package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.TimeClasses;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

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
    /** A row behind the last, so that a row may be written before it is known whether it stays. */
    private static final int SPARE = 1;

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
        UsageColumns nobody = new UsageColumns(
                new int[table.features() + 1], new short[0], new byte[0], new short[0], new byte[0], new BitSet());
        return nobody.with(table, IntStream.range(0, table.users).toArray(), table.users);
    }

    /**
     * The same of other figures of some users. The rows of all others stay in the order that they are in.
     *
     * @param table the figures of those; what it has of others is not looked at
     * @param changed who they are
     * @param count how many of that array they are
     */
    UsageColumns with(Table table, int[] changed, int count) {
        boolean[] isChanged = new boolean[table.users];
        for (int i = 0; i < count; i++) {
            isChanged[changed[i]] = true;
        }
        int features = table.features();
        int[][] keys = new int[features][];
        int[] starts = new int[features + 1];
        for (int feature = 0; feature < features; feature++) {
            keys[feature] = keys(table, feature, changed, count);
            starts[feature + 1] = starts[feature] + keys[feature].length + rowsOfOthers(feature, isChanged);
        }
        int size = starts[features] + SPARE;
        UsageColumns columns = new UsageColumns(
                starts,
                new short[size],
                new byte[size],
                new short[size],
                new byte[size],
                untold(table, changed, count));
        for (int feature = 0; feature < features; feature++) {
            columns.merge(feature, this, isChanged, keys[feature], table);
        }
        return columns;
    }

    private int rowsOfOthers(int feature, boolean[] isChanged) {
        int rows = 0;
        for (int row = start[feature]; row < start[feature + 1]; row++) {
            rows += isChanged[user[row]] ? 0 : 1;
        }
        return rows;
    }

    /** Those of some users who used a feature, each behind the class of the first use, ascending. */
    private static int[] keys(Table table, int feature, int[] users, int count) {
        int of = feature * table.users;
        int[] keys = new int[count + 1];
        int size = 0;
        for (int i = 0; i < count; i++) {
            int uses = table.uses[of + users[i]] & 0xff;
            keys[size] = key(table.firstUse[of + users[i]], users[i]);
            size += (-uses & uses - UserBlock.MANY_USES) >>> Integer.SIZE - 1;
        }
        Arrays.sort(keys, 0, size);
        return Arrays.copyOf(keys, size);
    }

    private static int key(short firstUse, int user) {
        return (firstUse & 0xffff) << USER_BITS | user;
    }

    /** Writes the rows of a feature: those of the users who did not change, and between them those by key. */
    private void merge(int feature, UsageColumns before, boolean[] isChanged, int[] keys, Table table) {
        int row = start[feature];
        int next = 0;
        for (int old = before.start[feature]; old < before.start[feature + 1]; old++) {
            int who = before.user[old];
            int key = key(before.firstUse[old], who);
            while (next < keys.length && keys[next] < key) {
                write(row++, feature, keys[next++], table);
            }
            user[row] = (short) who;
            uses[row] = before.uses[old];
            firstUse[row] = before.firstUse[old];
            days[row] = before.days[old];
            row += isChanged[who] ? 0 : 1;
        }
        while (next < keys.length) {
            write(row++, feature, keys[next++], table);
        }
    }

    private void write(int row, int feature, int key, Table table) {
        int who = key & UserBlock.CAPACITY - 1;
        int at = feature * table.users + who;
        user[row] = (short) who;
        uses[row] = table.uses[at];
        firstUse[row] = table.firstUse[at];
        days[row] = table.days[at];
    }

    private BitSet untold(Table table, int[] changed, int count) {
        BitSet users = (BitSet) untold.clone();
        for (int i = 0; i < count && table.uses.length > 0; i++) {
            users.set(changed[i], table.uses[changed[i]] == (byte) UserBlock.MANY_USES);
        }
        return users;
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
