package dev.lodestar.engine.timeline;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A block as a section of a snapshot: its columns as they are. */
final class BlockCodec {
    private BlockCodec() {}

    static ByteBuffer encode(UserBlock block, ColumnWriter writer) {
        UserBlock.UserColumns users = block.users;
        writer.longs(users.pseudonymHigh);
        writer.longs(users.pseudonymLow);
        writer.longs(users.signupAt);
        writer.ints(users.signupDay);
        writer.longs(users.updatedAt);
        writer.ints(users.traits);
        writer.ints(users.activation);
        writer.number(users.attributes.length);
        for (int[] attribute : users.attributes) {
            writer.ints(attribute);
        }
        UserBlock.EventColumns events = block.events;
        writer.ints(events.start());
        writer.longs(events.time());
        writer.shorts(events.type());
        writer.longs(events.idHash());
        writer.ints(events.bodyHash());
        writer.ints(events.activeStart());
        writer.ints(events.activeKey());
        writer.sparse(events.workspaces());
        writer.sparse(events.amounts());
        writer.number(events.properties().size());
        events.properties().forEach(writer::sparse);
        return writer.take();
    }

    static UserBlock decode(ByteBuffer section) throws DamagedSnapshotException {
        ColumnReader reader = new ColumnReader(section);
        UserBlock.UserColumns users = new UserBlock.UserColumns(
                reader.longs(),
                reader.longs(),
                reader.longs(),
                reader.ints(),
                reader.longs(),
                reader.ints(),
                reader.ints());
        users.attributes = new int[(int) reader.number()][];
        for (int attribute = 0; attribute < users.attributes.length; attribute++) {
            users.attributes[attribute] = reader.ints();
        }
        return new UserBlock(
                users,
                new UserBlock.EventColumns(
                        reader.ints(),
                        reader.longs(),
                        reader.shorts(),
                        reader.longs(),
                        reader.ints(),
                        reader.ints(),
                        reader.ints(),
                        reader.sparse(),
                        reader.sparse(),
                        properties(reader)));
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
