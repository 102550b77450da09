package dev.lodestar.engine.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What arrived since the last merge, in order of arrival. Written by one writer; once frozen, by nobody.
 */
final class Delta {
    static final long NO_AMOUNT = Long.MIN_VALUE;

    private static final double MICROS = 1e6;

    /** What is beyond it no sum could hold; it counts as no amount. Validation lets less pass. */
    private static final double LARGEST_AMOUNT = 1e12;

    final int firstNewUser;
    int[] user = new int[256];
    long[] time = new long[256];
    short[] type = new short[256];
    long[] idHash = new long[256];
    short[] bodyHash = new short[256];
    long[] workspace = new long[256];
    long[] amount = new long[256];
    int[] propertyStart = new int[257];
    byte[] property = new byte[256];
    long[] propertyValue = new long[256];
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
        bodyHash[size] = (short) (event.bodyHash() >>> 48);
        size++;
        propertyStart[size] = propertyStart[size - 1];
    }

    /** Adds the properties of the event added last. */
    void addProperties(Map<String, PropertyValue> values, EventPlan plan, PropertyColumns columns) {
        int event = size - 1;
        workspace[event] =
                values.get(plan.workspaceProperty()) instanceof PropertyValue.Text(String id) && !id.isEmpty()
                        ? Hash64.of(id)
                        : 0;
        amount[event] = values.get(plan.amountProperty()) instanceof PropertyValue.Number(double money)
                        && Math.abs(money) <= LARGEST_AMOUNT
                ? Math.round(money * MICROS)
                : NO_AMOUNT;
        for (int i = 0; i < columns.size() && !values.isEmpty(); i++) {
            Long value = columns.encode(i, values);
            if (value != null) {
                addProperty(i, value);
            }
        }
    }

    private void addProperty(int index, long value) {
        int end = propertyStart[size];
        if (end == property.length) {
            property = Arrays.copyOf(property, 2 * end);
            propertyValue = Arrays.copyOf(propertyValue, 2 * end);
        }
        property[end] = (byte) index;
        propertyValue[end] = value;
        propertyStart[size] = end + 1;
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
        propertyStart = Arrays.copyOf(propertyStart, length + 1);
    }

    /** How many users there are after this delta. */
    int userCount() {
        return firstNewUser + newUsers.size();
    }

    /** How many events and profiles it holds, which is what makes it large: new users come with one of them. */
    int changes() {
        return size + profiles.size();
    }

    boolean isEmpty() {
        return size == 0 && newUsers.isEmpty() && profiles.isEmpty() && erased.isEmpty();
    }
}
