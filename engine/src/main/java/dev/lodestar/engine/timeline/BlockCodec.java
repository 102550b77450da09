package dev.lodestar.engine.timeline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A block as a section of a snapshot: its columns as they are. */
final class BlockCodec {
    private BlockCodec() {}

    static ByteBuffer encode(UserBlock block, ColumnWriter writer) {
        UserColumns users = block.users;
        writer.longs(users.pseudonymHigh());
        writer.longs(users.pseudonymLow());
        writer.longs(users.signupAt());
        writer.packed(users.signupDay());
        writer.packed(users.updatedAt());
        writer.packed(users.traits());
        writer.ints(users.activations().capped());
        writer.number(users.attributes().length);
        for (PackedColumn attribute : users.attributes()) {
            writer.packed(attribute);
        }
        EventColumns events = block.events;
        writer.ints(events.start().toInts());
        writer.times(events.time());
        writer.packed(events.type());
        writer.longs(events.ids().ids());
        writer.shorts(events.ids().bodies());
        writer.ints(events.activeStart().toInts());
        writer.packed(events.activeKey());
        writer.bytes(events.activeEvents());
        UsageColumns.Table usage = events.usage().table(block.size());
        writer.number(usage.users());
        writer.bytes(usage.uses());
        writer.shorts(usage.firstUse());
        writer.bytes(usage.days());
        writer.sparse(events.workspaces());
        writer.sparse(events.amounts());
        writer.number(events.properties().size());
        events.properties().forEach(writer::sparse);
        return writer.take();
    }

    /** @param types of the events, which say what a block does not have written */
    static UserBlock decode(ByteBuffer section, EventTypes types) throws DamagedSnapshotException {
        ColumnReader reader = new ColumnReader(section);
        long[] pseudonymHigh = reader.longs();
        long[] pseudonymLow = reader.longs();
        long[] signupAt = reader.longs();
        PackedColumn signupDay = reader.packed();
        PackedColumn updatedAt = reader.packed();
        PackedColumn traits = reader.packed();
        int[] activations = reader.ints();
        PackedColumn[] attributes = attributes(reader);
        EventColumns events = new EventColumns(
                Starts.of(reader.ints()),
                reader.times(),
                reader.packed(),
                EventIds.of(reader.longs(), reader.shorts()),
                Starts.of(reader.ints()),
                reader.packed(),
                reader.bytes(),
                UsageColumns.of(
                        new UsageColumns.Table((int) reader.number(), reader.bytes(), reader.shorts(), reader.bytes())),
                reader.sparse(),
                reader.sparse(),
                properties(reader));
        UserColumns users = new UserColumns(
                pseudonymHigh,
                pseudonymLow,
                signupAt,
                signupDay,
                updatedAt,
                traits,
                activations(activations, signupAt, events, types),
                attributes);
        return new UserBlock(users, events);
    }

    /** Of those who took longer to activation than was written, the events tell how long. */
    private static Activations activations(int[] capped, long[] signupAt, EventColumns events, EventTypes types)
            throws DamagedSnapshotException {
        long[] delays = new long[capped.length];
        for (int user = 0; user < delays.length; user++) {
            delays[user] = capped[user] == Activations.LATE
                    ? activatedAt(signupAt[user], user, events, types) - signupAt[user]
                    : capped[user];
        }
        return Activations.of(delays);
    }

    private static long activatedAt(long signupAt, int user, EventColumns events, EventTypes types)
            throws DamagedSnapshotException {
        for (int event = events.start().of(user); event < events.start().of(user + 1); event++) {
            boolean activates = (types.traitsOf((int) events.type().get(event)) & Trait.ACTIVATION) != 0;
            if (activates && events.time().get(event) >= signupAt) {
                return events.time().get(event);
            }
        }
        throw new DamagedSnapshotException("a user is activated by none of the events");
    }

    private static PackedColumn[] attributes(ColumnReader reader) throws DamagedSnapshotException {
        PackedColumn[] attributes = new PackedColumn[(int) reader.number()];
        for (int attribute = 0; attribute < attributes.length; attribute++) {
            attributes[attribute] = reader.packed();
        }
        return attributes;
    }

    private static List<SparseColumn> properties(ColumnReader reader) throws DamagedSnapshotException {
        long count = reader.number();
        List<SparseColumn> properties = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            properties.add(reader.sparse());
        }
        return List.copyOf(properties);
    }
}
