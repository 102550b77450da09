package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.fixture.RandomProject;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.time.TimeClasses;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a block keeps beside its events is what its events say, whatever came late, twice, was erased or written anew. */
class DerivedColumnsTest {
    private static final EventPlan PLAN = EventPlan.standard();

    /** Puts the clock back from 00:01 to 23:01 of the day before, on 7 November 2010. */
    private static final ProjectCalendar ST_JOHNS = ProjectCalendar.of(ZoneId.of("America/St_Johns"));

    private static final ProjectCalendar KIRITIMATI = ProjectCalendar.of(ZoneId.of("Pacific/Kiritimati"));

    @Test
    void theyFollowLateEventsRepeatsErasuresAndChangedProfilesInAnyOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int history = 0; history < 30; history++) {
            TimelineShard shard = new TimelineShard(ST_JOHNS, PLAN);
            long offset = 0;
            for (TimelineChange change : changes(random)) {
                shard.apply(change, offset++);
                if (random.nextInt(60) == 0) {
                    check(shard.view(), seed);
                }
            }
            check(shard.view(), seed);
            check(shard.view().in(KIRITIMATI), seed);
        }
    }

    private static List<TimelineChange> changes(Random random) {
        LocalDate firstDay = LocalDate.of(2010, 6, 1);
        List<TimelineChange> changes =
                new ArrayList<>(RandomProject.of(random.nextLong(), ST_JOHNS.zone(), firstDay, 25)
                        .changes());
        for (int i = 0; i < 12; i++) {
            String user = "user-" + random.nextInt(25);
            long signup =
                    ST_JOHNS.startOf((int) firstDay.toEpochDay() + random.nextInt(200)) + random.nextInt(100_000_000);
            changes.add(new ProfileChanged(Project.user(user), signup, 3 + i, 0, Map.of("segment", "late" + i)));
            changes.add(new UserErased(Project.user("user-" + random.nextInt(25))));
        }
        Collections.shuffle(changes, random);
        return changes;
    }

    private static void check(TimelineView view, long seed) {
        for (UserBlock block : view.blocks()) {
            for (int user = 0; user < block.size(); user++) {
                assertThat(derived(view, block, user)).as("seed %d", seed).isEqualTo(recounted(view, block, user));
            }
            checkSignups(block, seed);
            for (int feature = 0; feature < view.plan().features().size(); feature++) {
                checkOrder(block, feature, seed);
            }
        }
    }

    /** There is a row for each user of a feature, in the order of first use. */
    private static void checkOrder(UserBlock block, int feature, long seed) {
        List<Integer> rows = IntStream.range(block.useStart(feature), block.useEnd(feature))
                .mapToObj(row -> block.firstUseClass(row) << Short.SIZE | block.userOfUse(row))
                .toList();
        assertThat(rows).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> row & 0xffff)).as("seed %d", seed).doesNotHaveDuplicates();
    }

    private static void checkSignups(UserBlock block, long seed) {
        int[] users = IntStream.range(0, block.size()).toArray();
        long latest = Arrays.stream(users).mapToLong(block::signupAt).max().orElseThrow();
        boolean allHaveProfiles = Arrays.stream(users).allMatch(block::hasProfile);
        assertThat(block.hasSignupsFrom(latest)).as("seed %d", seed).isTrue();
        assertThat(block.hasSignupsFrom(latest + 1)).as("seed %d", seed).isFalse();
        assertThat(block.allSignedUpBefore(latest + 1)).as("seed %d", seed).isEqualTo(allHaveProfiles);
        assertThat(block.allSignedUpBefore(latest)).as("seed %d", seed).isFalse();
        int firstDay = Arrays.stream(users).map(block::signupDay).min().orElseThrow();
        int lastDay = Arrays.stream(users).map(block::signupDay).max().orElseThrow();
        assertThat(block.allSignedUpWithin(firstDay, lastDay + 1))
                .as("seed %d", seed)
                .isEqualTo(allHaveProfiles);
        assertThat(block.allSignedUpWithin(firstDay, lastDay))
                .as("seed %d", seed)
                .isFalse();
        assertThat(block.allSignedUpWithin(firstDay + 1, lastDay + 1))
                .as("seed %d", seed)
                .isFalse();
        for (int user : users) {
            assertThat(block.cappedActivationDelay(user)).as("seed %d", seed).isEqualTo((int)
                    Math.min(block.activationDelay(user), UserBlock.LATE_ACTIVATION));
        }
        assertThat(block.hasEventsBeforeSignup())
                .as("seed %d", seed)
                .isEqualTo(Arrays.stream(users).anyMatch(block::hasEventsBeforeSignup));
    }

    private static List<Object> derived(TimelineView view, UserBlock block, int user) {
        List<Object> figures = new ArrayList<>();
        figures.add(block.traits(user) & ~Trait.WORKSPACE);
        figures.add(block.activationDelay(user));
        figures.add(block.hasEventsBeforeSignup(user));
        figures.add(block.hasTies(user));
        figures.add(block.hasProfile(user) ? block.signupDay(user) : "no profile");
        for (int row = block.activeStart(user); row < block.activeStart(user + 1); row++) {
            figures.add(block.activeKey(row));
            figures.add(block.activeEvents(row));
        }
        for (int feature = 0; feature < view.plan().features().size(); feature++) {
            figures.add(FeatureUse.of(block, feature, user));
        }
        return figures;
    }

    private static List<Object> recounted(TimelineView view, UserBlock block, int user) {
        int traits = 0;
        long activation = UserBlock.NOT_ACTIVATED;
        SortedMap<Integer, Integer> activeDays = new TreeMap<>();
        for (int event = block.eventStart(user); event < block.eventStart(user + 1); event++) {
            int ofType = view.eventTypes().traitsOf(block.type(event));
            traits |= ofType;
            if ((ofType & Trait.ACTIVE) != 0) {
                activeDays.merge(view.calendar().dayOf(block.time(event)), 1, Integer::sum);
            }
            boolean activates = (ofType & Trait.ACTIVATION) != 0
                    && block.hasProfile(user)
                    && block.time(event) >= block.signupAt(user);
            if (activates && activation == UserBlock.NOT_ACTIVATED) {
                activation = block.time(event) - block.signupAt(user);
            }
        }
        boolean early = block.hasProfile(user)
                && IntStream.range(block.eventStart(user), block.eventStart(user + 1))
                        .anyMatch(event -> block.time(event) < block.signupAt(user));
        IntStream events = IntStream.range(block.eventStart(user), block.eventStart(user + 1));
        long moments = events.mapToLong(block::time).distinct().count();
        boolean ties = moments < block.eventStart(user + 1) - block.eventStart(user);
        List<Object> figures = new ArrayList<>(List.of(traits, activation, early, ties));
        figures.add(block.hasProfile(user) ? view.calendar().dayOf(block.signupAt(user)) : "no profile");
        Integer before = null;
        for (Map.Entry<Integer, Integer> onDay : activeDays.entrySet()) {
            int day = onDay.getKey();
            figures.add(day << UserBlock.GAP_BITS | (before == null ? 31 : Math.min(day - before, 31)));
            figures.add(Math.min(onDay.getValue(), 255));
            before = day;
        }
        List<FeatureUse> uses = new ArrayList<>();
        for (int feature = 0; feature < view.plan().features().size(); feature++) {
            uses.add(usesOf(view, block, user, feature));
        }
        boolean kept = uses.stream().allMatch(use -> use.uses() < 255 && use.firstUseClass() >= 0);
        uses.forEach(use -> figures.add(kept ? use : new FeatureUse(FeatureUse.UNTOLD, 0, 0)));
        return figures;
    }

    private static FeatureUse usesOf(TimelineView view, UserBlock block, int user, int feature) {
        int uses = 0;
        int firstUse = 0;
        SortedSet<Integer> days = new TreeSet<>();
        for (int event = block.eventStart(user); event < block.eventStart(user + 1); event++) {
            if ((view.eventTypes().featureMaskOf(block.type(event)) >>> feature & 1) != 0) {
                long sinceSignup = block.time(event) - block.signupAt(user);
                if (uses++ == 0 && block.hasProfile(user)) {
                    firstUse = sinceSignup < 0 ? -1 : TimeClasses.coarseOf(sinceSignup) + 1;
                }
                days.add(view.calendar().dayOf(block.time(event)));
            }
        }
        return new FeatureUse(uses, firstUse, days.size());
    }

    private UserBlock block(Project project) {
        return project.view().blocks().getFirst();
    }

    @Test
    void aDayThatComesOnceMoreAfterTheClockWasPutBackCountsOnce() {
        long midnight = ST_JOHNS.startOf((int) LocalDate.of(2010, 11, 7).toEpochDay());
        TimelineShard shard = new TimelineShard(ST_JOHNS, PLAN);
        long offset = 0;
        for (long sinceMidnight : new long[] {-60_000, 30_000, 120_000, 3_700_000}) {
            long time = midnight + sinceMidnight;
            shard.apply(Project.event("ada", "e" + offset, "page_viewed", time, null, null), offset++);
        }

        UserBlock block = shard.view().blocks().getFirst();

        assertThat(ST_JOHNS.dayOf(midnight + 120_000)).isLessThan(ST_JOHNS.dayOf(midnight + 30_000));
        assertThat(FeatureUse.of(block, 3, 0).days()).isEqualTo(2);
        assertThat(block.activeStart(1)).isEqualTo(2);
    }

    @Test
    void usesThatDoNotFitAreLeftToTheEvents() {
        Project project = Project.inUtc().profile("ada", "2024-01-01").event("ada", "page_created", "2024-01-02");
        for (int use = 0; use < 254; use++) {
            project.event("ada", "page_viewed", "2024-01-03T00:00:00." + (100 + use));
        }
        assertThat(FeatureUse.of(block(project), 3, 0).uses()).isEqualTo(254);
        assertThat(FeatureUse.of(block(project), 0, 0).firstUseClass()).isEqualTo(TimeClasses.coarseOf(86_400_000) + 1);

        project.event("ada", "page_viewed", "2024-01-04");

        assertThat(FeatureUse.of(block(project), 3, 0).uses()).isEqualTo(FeatureUse.UNTOLD);
        assertThat(FeatureUse.of(block(project), 0, 0).uses()).isEqualTo(FeatureUse.UNTOLD);
    }

    @Test
    void usesBeforeSignupAreLeftToTheEventsUntilTheSignupIsEarlier() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-03")
                .event("ada", "page_viewed", "2024-01-02T12:00")
                .event("ada", "page_viewed", "2024-01-04");
        assertThat(FeatureUse.of(block(project), 3, 0).uses()).isEqualTo(FeatureUse.UNTOLD);

        project.profile("ada", "2024-01-02T11:30");

        assertThat(FeatureUse.of(block(project), 3, 0).uses()).isEqualTo(2);
        assertThat(FeatureUse.of(block(project), 3, 0).firstUseClass()).isEqualTo(TimeClasses.coarseOf(1_800_000) + 1);
        assertThat(FeatureUse.of(block(project), 3, 0).days()).isEqualTo(2);
    }

    @Test
    void anEventOfAnyAgeWidensItsBlockAndOthersKeepTheirs() {
        TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, PLAN);
        long now = 1_700_000_000_000L;
        long longAgo = -2_000_000_000_000L;
        shard.apply(Project.event("ada", "a", "page_viewed", now, null, null), 0);
        shard.view();
        shard.apply(Project.event("ada", "b", "page_viewed", longAgo, null, null), 1);

        UserBlock block = shard.view().blocks().getFirst();

        assertThat(block.time(0)).isEqualTo(longAgo);
        assertThat(block.time(1)).isEqualTo(now);
        assertThat(block.activeDay(0)).isEqualTo((int) Math.floorDiv(longAgo, 86_400_000L));
        assertThat(block.activeDay(1)).isEqualTo((int) Math.floorDiv(now, 86_400_000L));
    }
}
