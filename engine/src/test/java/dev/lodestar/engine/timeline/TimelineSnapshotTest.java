package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.fixture.RandomProject;
import dev.lodestar.engine.time.ProjectCalendar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineSnapshotTest {
    private static final EventPlan PLAN = EventPlan.standard();
    private static final ProjectCalendar ZURICH = ProjectCalendar.of(ZoneId.of("Europe/Zurich"));
    private static final TimelineSnapshot FORMAT = new TimelineSnapshot("log 0", ZURICH, PLAN);

    @TempDir
    private Path directory;

    @Test
    void aShardThatGoesOnFromASnapshotIsAsIfItHadNeverStopped() throws IOException {
        long seed = new Random().nextLong();
        List<TimelineChange> changes = changes(seed);
        int half = changes.size() / 2;
        TimelineShard unbroken = shard(changes.subList(0, half));
        FORMAT.write(file(), unbroken.view(), new SnapshotPosition(half - 1, 7, 11));

        TimelineSnapshot.Restored restored = FORMAT.read(file());

        assertThat(restored.position()).isEqualTo(new SnapshotPosition(half - 1, 7, 11));
        assertThat(contents(restored.shard().view())).as("seed %d", seed).isEqualTo(contents(unbroken.view()));
        apply(changes, half, unbroken);
        apply(changes, half, restored.shard());
        assertThat(contents(restored.shard().view())).as("seed %d", seed).isEqualTo(contents(unbroken.view()));
    }

    @Test
    void whatASnapshotCannotSayOfALateActivationTheEventsTell() throws IOException {
        long late = UserBlock.LATE_ACTIVATION;
        TimelineShard shard = shard(List.of(
                new ProfileChanged(Project.user("soon"), 1_000, 0, 0, Map.of()),
                new ProfileChanged(Project.user("late"), 1_000, 0, 0, Map.of()),
                new ProfileChanged(Project.user("later"), 1_000, 0, 0, Map.of()),
                Project.event("soon", "a", PLAN.activation(), 999 + late, null, null),
                Project.event("late", "b", PLAN.activation(), 999, null, null),
                Project.event("late", "c", PLAN.activation(), 1_000 + late, null, null),
                Project.event("later", "d", PLAN.activation(), 1_000 + 40 * late, null, null)));
        FORMAT.write(file(), shard.view(), new SnapshotPosition(6, 0, 0));

        UserBlock restored = FORMAT.read(file()).shard().view().blocks().getFirst();

        assertThat(IntStream.range(0, 3).mapToLong(restored::activationDelay))
                .containsExactly(late - 1, late, 40 * late);
    }

    @Test
    void anErasedUserIsInNoSnapshotWrittenAfterwards() throws IOException {
        List<TimelineChange> changes = new ArrayList<>(
                RandomProject.of(1, ZURICH.zone(), LocalDate.of(2023, 3, 1), 50).changes());
        UUID user = ((ProfileChanged) changes.stream()
                        .filter(ProfileChanged.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .user();
        FORMAT.write(file(), shard(changes).view(), new SnapshotPosition(changes.size() - 1, 0, 0));
        assertThat(holds(user)).isTrue();
        changes.add(new UserErased(user));

        Files.delete(file());
        FORMAT.write(file(), shard(changes).view(), new SnapshotPosition(changes.size() - 1, 0, 0));

        assertThat(holds(user)).isFalse();
        TimelineShard restored = FORMAT.read(file()).shard();
        changes.add(Project.event("someone new", "e", "page_viewed", 5, null, null));
        apply(changes, changes.size() - 1, restored);
        assertThat(contents(restored.view())).isEqualTo(contents(shard(changes).view()));
    }

    @Test
    void aTextThatOnlyAnErasedUserHadIsInNoSnapshotEither() throws IOException {
        List<TimelineChange> changes = List.of(
                new ProfileChanged(Project.user("ada"), 1, 0, 0, Map.of("city", "Kleinkleckersdorf")),
                new ProfileChanged(Project.user("bob"), 1, 0, 0, Map.of("city", "Zurich")),
                new UserErased(Project.user("ada")));

        FORMAT.write(file(), shard(changes).view(), new SnapshotPosition(2, 0, 0));

        assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
                .contains("Zurich")
                .doesNotContain("Kleinkleckersdorf");
        TimelineView restored = FORMAT.read(file()).shard().view();
        int city = restored.attributes().indexOf("city");
        int code = restored.blocks().getFirst().attribute(city, 1);
        assertThat(restored.attributes().valuesOf(city).get(code)).isEqualTo("Zurich");
    }

    private boolean holds(UUID user) throws IOException {
        byte[] half = ByteBuffer.allocate(Long.BYTES)
                .putLong(Long.reverseBytes(user.getMostSignificantBits()))
                .array();
        byte[] bytes = Files.readAllBytes(file());
        for (int at = 0; at + half.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + half.length, half, 0, half.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aFlippedBitAnywhereIsFound() throws IOException {
        byte[] good = small();
        Random random = new Random(3);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), bad);

            assertThatThrownBy(() -> FORMAT.read(file()))
                    .as("byte %d of %d", at, good.length)
                    .isInstanceOf(DamagedSnapshotException.class);
        }
    }

    @Test
    void aFileThatEndsTooSoonOrTooLateIsFound() throws IOException {
        byte[] good = small();
        for (int length = 0; length <= good.length + 1; length++) {
            if (length != good.length) {
                Files.write(file(), Arrays.copyOf(good, length));

                assertThatThrownBy(() -> FORMAT.read(file()))
                        .as("%d of %d bytes", length, good.length)
                        .isInstanceOf(DamagedSnapshotException.class);
            }
        }
    }

    @Test
    void aSnapshotOfAnotherLogZoneWeekOrPlanIsRefused() throws IOException {
        small();
        EventPlan other = new EventPlan(
                PLAN.passive(),
                PLAN.collaboration(),
                "content_edited",
                PLAN.features(),
                PLAN.monetization(),
                PLAN.revenue(),
                PLAN.upgrade(),
                PLAN.cancellation(),
                PLAN.freePlans(),
                PLAN.workspaceProperty(),
                PLAN.amountProperty(),
                PLAN.eventTypes(),
                PLAN.properties());
        for (TimelineSnapshot foreign : List.of(
                new TimelineSnapshot("log 1", ZURICH, PLAN),
                new TimelineSnapshot("log 0", ProjectCalendar.UTC, PLAN),
                new TimelineSnapshot("log 0", new ProjectCalendar(ZURICH.zone(), DayOfWeek.SUNDAY), PLAN),
                new TimelineSnapshot("log 0", ZURICH, other))) {
            assertThatThrownBy(() -> foreign.read(file()))
                    .isInstanceOf(DamagedSnapshotException.class)
                    .hasMessageContaining("written for");
        }
    }

    @Test
    void aSnapshotOfAnotherFormatIsRefused() throws IOException {
        byte[] bytes = small();
        bytes[Long.BYTES]++;
        Files.write(file(), bytes);

        assertThatThrownBy(() -> FORMAT.read(file()))
                .hasMessage("format %d, and this is format %d"
                        .formatted(SnapshotSections.VERSION + 1, SnapshotSections.VERSION));
    }

    @Test
    void aSnapshotOfTheFormatBeforeIsRefused() throws IOException {
        byte[] bytes = small();
        bytes[Long.BYTES]--;
        Files.write(file(), bytes);

        assertThatThrownBy(() -> FORMAT.read(file()))
                .hasMessage("format %d, and this is format %d"
                        .formatted(SnapshotSections.VERSION - 1, SnapshotSections.VERSION));
    }

    private byte[] small() throws IOException {
        Project project = new Project(ZURICH.zone())
                .profile("ada", "2024-01-01", Map.of("segment", "smb"))
                .event("ada", "page_created", "2024-01-02")
                .collaboration("ada", "w1", "2024-01-03")
                .invoice("bob", 9.5, "2024-01-04");
        FORMAT.write(file(), shard(project.changes()).view(), new SnapshotPosition(3, 0, 0));
        return Files.readAllBytes(file());
    }

    private Path file() {
        return directory.resolve("snapshot");
    }

    /** Random histories of more users than a block holds, some of them erased. */
    private static List<TimelineChange> changes(long seed) {
        Random random = new Random(seed);
        List<TimelineChange> changes = new ArrayList<>(
                RandomProject.of(seed, ZURICH.zone(), LocalDate.of(2023, 3, 1), UserBlock.CAPACITY + 200)
                        .changes());
        for (int i = 0; i < 20; i++) {
            changes.add(random.nextInt(changes.size()), new UserErased(Project.user("user-" + random.nextInt(1000))));
        }
        return changes;
    }

    private static TimelineShard shard(List<TimelineChange> changes) {
        TimelineShard shard = new TimelineShard(ZURICH, PLAN);
        apply(changes, 0, shard);
        return shard;
    }

    private static void apply(List<TimelineChange> changes, int from, TimelineShard shard) {
        for (int offset = from; offset < changes.size(); offset++) {
            shard.apply(changes.get(offset), offset);
        }
    }

    /** Everything a view holds, comparable. */
    private static List<Object> contents(TimelineView view) {
        List<Object> contents = new ArrayList<>();
        contents.add(view.offset());
        contents.add(view.newestReceivedAtMillis());
        contents.add(view.duplicateCount());
        contents.add(view.conflictCount());
        for (int type = 0; type < view.eventTypes().size(); type++) {
            contents.add(view.eventTypes().nameOf(type));
        }
        for (int attribute = 0; attribute < view.attributes().names().size(); attribute++) {
            List<String> values = view.attributes().valuesOf(attribute);
            contents.add(view.attributes().names().get(attribute));
            for (UserBlock block : view.blocks()) {
                for (int user = 0; user < block.size(); user++) {
                    contents.add(values.get(block.attribute(attribute, user)));
                }
            }
        }
        view.blocks().forEach(block -> addColumns(view, block, contents));
        return contents;
    }

    /** In texts rather than codes: a text that nobody had at the snapshot has another code when it comes again. */
    private static void addColumns(TimelineView view, UserBlock block, List<Object> contents) {
        UserColumns users = block.users;
        contents.add(Arrays.toString(users.pseudonymHigh()));
        contents.add(Arrays.toString(users.pseudonymLow()));
        contents.add(Arrays.toString(users.signupAt()));
        contents.add(numbers(users.signupDay()));
        contents.add(numbers(users.updatedAt()));
        contents.add(numbers(users.traits()));
        contents.add(Arrays.toString(users.activations().toLongs(block.size())));
        EventColumns events = block.events;
        contents.add(Arrays.toString(events.start().toInts()));
        contents.add(IntStream.range(0, events.ids().size())
                .mapToObj(events.time()::get)
                .toList());
        contents.add(numbers(events.type()));
        contents.add(Arrays.toString(events.ids().ids()));
        contents.add(Arrays.toString(events.ids().bodies()));
        contents.add(Arrays.toString(events.activeStart().toInts()));
        contents.add(numbers(events.activeKey()));
        contents.add(Arrays.toString(events.activeEvents()));
        for (int feature = 0; feature < view.plan().features().size(); feature++) {
            for (int user = 0; user < block.size(); user++) {
                contents.add(FeatureUse.of(block, feature, user));
            }
        }
        addSparse(events.workspaces(), null, contents);
        addSparse(events.amounts(), null, contents);
        for (int property = 0; property < events.properties().size(); property++) {
            boolean text = view.plan().properties().get(property).kind() == PropertyKind.TEXT;
            addSparse(
                    events.properties().get(property), text ? view.properties().textsOf(property) : null, contents);
        }
    }

    private static void addSparse(SparseColumn column, @Nullable List<String> texts, List<Object> contents) {
        contents.add(Arrays.toString(column.present));
        contents.add(
                texts == null
                        ? numbers(column.values)
                        : numbers(column.values).stream()
                                .map(code -> texts.get(code.intValue()))
                                .toList());
    }

    private static List<Long> numbers(PackedColumn column) {
        return IntStream.range(0, column.size).mapToObj(column::get).toList();
    }
}
