package dev.lodestar.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.fixture.RandomProject;
import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.NarrowEvents;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both ways through a funnel, the fast one and the careful one, which an exclusion that nobody meets forces. */
class ChainsByTypeTest {
    private static final int HISTORIES = 400;
    private static final int LONG_HISTORIES = 12;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 3, 1);
    private static final List<Exclusion> NEVER_MET =
            List.of(new Exclusion(EventCondition.of("no_such_event"), 1, 2, Action.REMOVE));
    private static final List<String> TYPES = List.of(
            "page_created",
            "content_edited",
            "page_viewed",
            "search_performed",
            "workspace_shared",
            "user_invited",
            "session_started");

    private final Random random = new Random(77);

    private FunnelDefinition definition() {
        return definition(TYPES, 2 + random.nextInt(4));
    }

    private FunnelDefinition definition(List<String> someTypes, int steps) {
        List<String> types = new ArrayList<>(someTypes);
        Collections.shuffle(types, random);
        Breakdown bySegment = new Breakdown(BreakdownKind.ATTRIBUTE, "segment");
        Trend trend = new Trend(random.nextBoolean() ? TrendBy.SIGNUP : TrendBy.ENTRY, CalendarPeriod.MONTHLY);
        return new FunnelDefinition(
                types.subList(0, steps).stream().map(FunnelDefinition.Step::of).toList(),
                Order.ORDERED,
                random.nextLong(1, 40 * DAY_MILLIS),
                random.nextBoolean() ? Entry.BEST : Entry.FIRST,
                random.nextBoolean() ? Ties.FAVOURABLE : Ties.STRICT_INCREASE,
                0,
                List.of(),
                random.nextBoolean() ? bySegment : null,
                random.nextBoolean() ? trend : null);
    }

    private static FunnelDefinition carefully(FunnelDefinition definition) {
        return new FunnelDefinition(
                definition.steps(),
                definition.order(),
                definition.windowMillis(),
                definition.entry(),
                definition.ties(),
                definition.graceMillis(),
                NEVER_MET,
                definition.breakdown(),
                definition.trend());
    }

    private DayRange range() {
        int from = random.nextInt(4) == 0 ? -10 : random.nextInt(250);
        int to = random.nextInt(4) == 0 ? 500 : from + random.nextInt(1, 200);
        return DayRange.of(FIRST_DAY.plusDays(from), FIRST_DAY.plusDays(to));
    }

    @Test
    void theFastWayTellsWhatTheCarefulOneDoes() {
        for (int history = 0; history < HISTORIES; history++) {
            TimelineView view =
                    RandomProject.of(history, ZoneId.of("UTC"), FIRST_DAY, 40).view();
            bothWaysTellTheSame(view, definition(), "history " + history);
        }
    }

    /** Many users with many events each, more than are looked through at once, in funnels of many steps. */
    @Test
    void theFastWayTellsWhatTheCarefulOneDoesOfLongHistories() {
        for (int history = 0; history < LONG_HISTORIES; history++) {
            int kinds = 3 + random.nextInt(12);
            List<String> types =
                    IntStream.range(0, kinds).mapToObj(kind -> "type-" + kind).toList();
            TimelineView view = longHistories(types);
            for (int steps = 2; steps <= kinds; steps++) {
                bothWaysTellTheSame(view, definition(types, steps), "long history " + history);
            }
        }
    }

    /** No two of a user's events at once, for the careful way is left those. */
    private TimelineView longHistories(List<String> types) {
        Project project = Project.inUtc();
        for (int user = 0; user < 150; user++) {
            String name = "user-" + user;
            int events = random.nextInt(random.nextBoolean() ? 30 : 250);
            long start = FIRST_DAY.toEpochDay() * DAY_MILLIS + random.nextLong(200 * DAY_MILLIS);
            long moment = start;
            for (int event = 0; event < events; event++) {
                moment += 1 + random.nextLong(random.nextInt(4) == 0 ? 9 * DAY_MILLIS : DAY_MILLIS / 4);
                String type = types.get((int) (types.size() * random.nextDouble() * random.nextDouble()));
                project.with(Project.event(name, "e" + event, type, moment, null, null));
            }
        }
        return project.view();
    }

    private void bothWaysTellTheSame(TimelineView view, FunnelDefinition definition, String history) {
        DayRange range = range();
        int dataTo = range.to() + random.nextInt(30);

        Tally fast = tally(view, definition, range, dataTo);
        Tally careful = tally(view, carefully(definition), range, dataTo);

        assertThat(plain(fast)).as("%s, %s, %s", history, definition, range).isEqualTo(plain(careful));
        assertThat(fast.histograms())
                .as("%s, %s, %s", history, definition, range)
                .isEqualTo(careful.histograms());
    }

    /** The second block has few types, so it is read the fast way, and its project more than a byte tells apart. */
    @Test
    void aBlockOfFewTypesIsOneOfAProjectOfMany() {
        Project project = Project.inUtc().event("first", "page_created", "2024-01-01T10:00");
        for (int user = 1; user < UserBlock.CAPACITY; user++) {
            project.event("user-" + user, "type-" + user % 600, "2024-01-01T10:00");
        }
        for (int hour = 0; hour < 8; hour++) {
            project.event("last", "type-3", "2024-01-02T0%d:00".formatted(hour));
        }
        TimelineView view = project.event("last", "page_created", "2024-01-02T10:00")
                .event("last", "type-1", "2024-01-02T11:00")
                .event("last", "type-2", "2024-01-02T12:00")
                .view();
        FunnelDefinition definition = new FunnelDefinition(
                Stream.of("page_created", "type-1", "type-2")
                        .map(FunnelDefinition.Step::of)
                        .toList(),
                Order.ORDERED,
                DAY_MILLIS,
                Entry.BEST,
                Ties.FAVOURABLE,
                0,
                List.of(),
                null,
                null);
        DayRange january = DayRange.of(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 2, 1));

        assertThat(view.blocks().getLast().narrowEvents()).isNotNull();
        assertThat(tally(view, definition, january, january.to()).row(StepFunnelQuery.usersOf(StepFunnelQuery.ALL), 3))
                .startsWith(2, 1, 1);
    }

    private static Tally tally(TimelineView view, FunnelDefinition definition, DayRange range, int dataTo) {
        return new StepFunnelQuery(definition, range, dataTo, List.of(), List.of(), Filters.EVERYBODY).tally(view);
    }

    private static Map<String, List<Long>> plain(Tally tally) {
        Map<String, List<Long>> rows = new TreeMap<>();
        tally.sums()
                .forEach(
                        (name, row) -> rows.put(name, Arrays.stream(row).boxed().toList()));
        return rows;
    }

    @Test
    void aBlockIsReadTheFastWayUnlessItIsSmallOrItsInstantsOrTypesNeedMoreRoom() {
        Project project = Project.inUtc()
                .event("ada", "page_created", "2024-01-01T10:00")
                .event("ada", "page_viewed", "2024-01-01T10:00");
        UserBlock small = project.view().blocks().getFirst();
        for (int minute = 1; minute < 7; minute++) {
            project.event("ada", "page_viewed", "2024-01-01T10:0%d".formatted(minute));
        }
        UserBlock block = project.view().blocks().getFirst();
        UserBlock wide = project.event("ada", "page_viewed", "1950-01-01T10:00")
                .view()
                .blocks()
                .getFirst();

        NarrowEvents events = Objects.requireNonNull(block.narrowEvents());
        assertThat(events.time(1)).isEqualTo(block.time(1));
        assertThat(events.type(1)).isEqualTo(block.type(1));
        assertThat(small.narrowEvents()).isNull();
        assertThat(wide.narrowEvents()).isNull();
    }
}
