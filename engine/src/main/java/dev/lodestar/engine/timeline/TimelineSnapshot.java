package dev.lodestar.engine.timeline;

import dev.lodestar.engine.time.ProjectCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A view in a file, so that a shard that starts again need not read its whole log. The columns stand in it as they are in memory, one section a
 * block, each with a checksum; blocks are read in parallel.
 *
 * <p>A file is only good for what it was made with: the log, the calendar down to the version of the zone's rules, and the plan. Anything else is
 * refused, as is a file of which a bit was changed, and the log is there to begin again.
 */
public final class TimelineSnapshot {
    private final String source;
    private final ProjectCalendar calendar;
    private final EventPlan plan;

    /**
     * Snapshots of a partition.
     *
     * @param source names the log and the partition; never the same for two logs
     * @param calendar the calendar of its shard
     * @param plan the plan of its shard
     */
    public TimelineSnapshot(String source, ProjectCalendar calendar, EventPlan plan) {
        this.source = source;
        this.calendar = calendar;
        this.plan = plan;
    }

    /**
     * A shard that goes on from a snapshot.
     *
     * @param shard holds what the snapshot covers
     * @param position where to go on
     */
    public record Restored(TimelineShard shard, SnapshotPosition position) {}

    /** Writes a view to a new file and has the disk confirm it. */
    public void write(Path file, TimelineView view, SnapshotPosition position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SnapshotSections.Writer sections = new SnapshotSections.Writer(channel);
            ColumnWriter writer = new ColumnWriter();
            writer.text(settings());
            writer.number(position.offset());
            writer.number(position.unreadable());
            writer.number(position.fingerprint());
            writer.number(view.newestReceivedAtMillis());
            writer.number(view.duplicateCount());
            writer.number(view.conflictCount());
            writer.number(view.blocks().size());
            sections.add(writer.take());
            writeNames(view, writer);
            sections.add(writer.take());
            for (UserBlock block : view.blocks()) {
                sections.add(BlockCodec.encode(block, writer));
            }
            sections.end();
            channel.force(true);
        }
    }

    /** Texts that nobody has any more are left out: only somebody who was erased may have had them. */
    private static void writeNames(TimelineView view, ColumnWriter writer) {
        UsedTexts used = UsedTexts.of(view);
        EventTypes types = view.eventTypes();
        writer.texts(IntStream.range(0, types.size()).mapToObj(types::nameOf).toList());
        List<String> attributes = view.attributes().names();
        writer.texts(attributes);
        for (int attribute = 0; attribute < attributes.size(); attribute++) {
            writer.texts(used.ofAttribute(attribute, view.attributes().valuesOf(attribute)));
        }
        for (int property = 0; property < view.plan().properties().size(); property++) {
            writer.texts(used.ofProperty(property, view.properties().textsOf(property)));
        }
    }

    /**
     * Reads a file back.
     *
     * @throws DamagedSnapshotException where it must not be used
     * @throws IOException where it cannot be read
     */
    public Restored read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            List<SnapshotSections.Place> places = SnapshotSections.places(channel);
            if (places.size() < 2) {
                throw new DamagedSnapshotException("the file has no contents");
            }
            ColumnReader header = new ColumnReader(places.getFirst().read(channel));
            String written = header.text();
            if (!written.equals(settings())) {
                throw new DamagedSnapshotException("written for [" + written + "], and this is [" + settings() + "]");
            }
            SnapshotPosition position = new SnapshotPosition(header.number(), header.number(), header.number());
            long newestReceivedAtMillis = header.number();
            long duplicates = header.number();
            long conflicts = header.number();
            if (header.number() != places.size() - 2) {
                throw new DamagedSnapshotException("the file has not all its blocks");
            }
            ShardNames names = names(new ColumnReader(places.get(1).read(channel)));
            Position at = names.position(position.offset(), newestReceivedAtMillis, plan);
            List<UserBlock> blocks = blocks(channel, places.subList(2, places.size()), at.types());
            TimelineView view = new TimelineView(calendar, plan, at).at(at, blocks, duplicates, conflicts);
            return new Restored(new TimelineShard(view, names), position);
        }
    }

    private ShardNames names(ColumnReader reader) throws DamagedSnapshotException {
        Dictionary types = Dictionary.of(reader.texts());
        List<String> attributes = reader.texts();
        List<Dictionary> values = new ArrayList<>();
        for (int attribute = 0; attribute < attributes.size(); attribute++) {
            values.add(Dictionary.of(reader.texts()));
        }
        List<Dictionary> texts = new ArrayList<>();
        for (int property = 0; property < plan.properties().size(); property++) {
            texts.add(Dictionary.of(reader.texts()));
        }
        return new ShardNames(
                types,
                new AttributeColumns(Dictionary.of(attributes), values),
                new PropertyColumns(plan.properties(), texts));
    }

    private static List<UserBlock> blocks(FileChannel channel, List<SnapshotSections.Place> places, EventTypes types)
            throws IOException {
        try {
            return places.parallelStream()
                    .map(place -> block(channel, place, types))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static UserBlock block(FileChannel channel, SnapshotSections.Place place, EventTypes types) {
        try {
            return BlockCodec.decode(place.read(channel), types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the columns depend on, in words. Sets are sorted: their own order is another one in every process. */
    private String settings() {
        return String.join(
                "; ",
                source,
                calendar.zone().getId(),
                rulesVersion(),
                calendar.weekStart().name(),
                sorted(plan.passive()),
                sorted(plan.collaboration()),
                plan.activation(),
                plan.features().stream()
                        .map(feature -> feature.name() + sorted(feature.eventTypes()))
                        .toList()
                        .toString(),
                sorted(plan.monetization()),
                plan.revenue(),
                plan.upgrade(),
                plan.cancellation(),
                plan.workspaceProperty(),
                plan.amountProperty(),
                plan.properties().toString());
    }

    private String rulesVersion() {
        String zone = calendar.zone().getId();
        return ZoneRulesProvider.getAvailableZoneIds().contains(zone)
                ? ZoneRulesProvider.getVersions(zone).lastKey()
                : "fixed";
    }

    private static String sorted(Collection<String> names) {
        return names.stream().sorted().toList().toString();
    }
}
