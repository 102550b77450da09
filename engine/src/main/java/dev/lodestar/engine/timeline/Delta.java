package dev.lodestar.engine.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * What arrived since the last merge, in order of arrival. Written by one writer; once frozen, by nobody.
 */
final class Delta {
    static final long NO_AMOUNT = Long.MIN_VALUE;

    private static final double MICROS = 1e6;

    final int firstNewUser;
    int[] user = new int[256];
    long[] time = new long[256];
    short[] type = new short[256];
    long[] idHash = new long[256];
    int[] bodyHash = new int[256];
    long[] workspace = new long[256];
    long[] amount = new long[256];
    int size;

    final List<UUID> newUsers = new ArrayList<>();
    final List<ProfileWrite> profiles = new ArrayList<>();
    final BitSet erased = new BitSet();

    /** A profile as written, its attributes in codes. */
    @SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
    record ProfileWrite(int user, long signupAt, long updatedAt, int[] codes) {}

    Delta(int firstNewUser) {
        this.firstNewUser = firstNewUser;
    }

    void add(int userNumber, EventArrived event, int typeCode) {
        if (size == user.length) {
            grow();
        }
        user[size] = userNumber;
        time[size] = event.eventTimeMillis();
        type[size] = (short) typeCode;
        idHash[size] = Hash64.of(event.eventId());
        bodyHash[size] = (int) (event.bodyHash() >>> 32);
        String workspaceId = event.workspaceId();
        workspace[size] = workspaceId == null || workspaceId.isEmpty() ? 0 : Hash64.of(workspaceId);
        Double money = event.amount();
        amount[size] = money == null ? NO_AMOUNT : Math.round(money * MICROS);
        size++;
    }

    private void grow() {
        int length = 2 * size;
        user = Arrays.copyOf(user, length);
        time = Arrays.copyOf(time, length);
        type = Arrays.copyOf(type, length);
        idHash = Arrays.copyOf(idHash, length);
        bodyHash = Arrays.copyOf(bodyHash, length);
        workspace = Arrays.copyOf(workspace, length);
        amount = Arrays.copyOf(amount, length);
    }

    /** How many users there are after this delta. */
    int userCount() {
        return firstNewUser + newUsers.size();
    }

    boolean isEmpty() {
        return size == 0 && newUsers.isEmpty() && profiles.isEmpty() && erased.isEmpty();
    }
}
