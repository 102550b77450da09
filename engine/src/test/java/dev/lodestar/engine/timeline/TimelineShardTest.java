package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.time.ProjectCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimelineShardTest {
    private final TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, EventPlan.standard());
    private long offset;

    private TimelineShardTest apply(TimelineChange change) {
        shard.apply(change, offset++);
        return this;
    }

    private static EventArrived event(String id, long millis) {
        return Project.event("ada", id, "page_viewed", millis, null, null);
    }

    private static ProfileChanged profile(long signup, long updated, String segment) {
        return new ProfileChanged(Project.user("ada"), signup, updated, 0, Map.of("segment", segment));
    }

    private static List<Long> times(TimelineView view) {
        List<Long> times = new ArrayList<>();
        for (UserBlock block : view.blocks()) {
            for (int event = 0; event < block.eventStart(block.size()); event++) {
                times.add(block.time(event));
            }
        }
        return times;
    }

    private String segment() {
        TimelineView view = shard.view();
        int attribute = view.attributes().indexOf("segment");
        return view.attributes()
                .valuesOf(attribute)
                .get(view.blocks().getFirst().attribute(attribute, 0));
    }

    @Test
    void aNewShardIsEmpty() {
        assertThat(shard.view().eventCount()).isZero();
        assertThat(shard.view().offset()).isEqualTo(-1);
        assertThat(shard.pinned("run")).isEmpty();
    }

    @Test
    void eventsAreOrderedByTimeThenByArrival() {
        apply(event("b", 20)).apply(Project.event("ada", "c", "page_created", 10, null, null));
        shard.view();
        apply(Project.event("ada", "d", "search_performed", 10, null, null)).apply(event("a", 5));

        TimelineView view = shard.view();
        UserBlock block = view.blocks().getFirst();

        assertThat(times(view)).containsExactly(5L, 10L, 10L, 20L);
        assertThat(view.eventTypes().nameOf(block.type(1))).isEqualTo("page_created");
        assertThat(view.eventTypes().nameOf(block.type(2))).isEqualTo("search_performed");
    }

    @Test
    void theFirstEventOfAnIdWinsWithinADeltaAndAcrossMerges() {
        apply(event("a", 10)).apply(event("a", 10)).apply(event("a", 11));
        assertThat(times(shard.view())).containsExactly(10L);
        apply(event("a", 10)).apply(event("a", 9));

        TimelineView view = shard.view();

        assertThat(times(view)).containsExactly(10L);
        assertThat(view.duplicateCount()).isEqualTo(2);
        assertThat(view.conflictCount()).isEqualTo(2);
    }

    @Test
    void repeatsAreKnownHoweverManyMergesAgoAndInWhateverOrderTheirEventsCame() {
        Random random = new Random(23);
        int known = 200;
        for (int id = 0; id < known; id++) {
            apply(event("e" + id, timeOf(id)));
        }
        for (int round = 0; round < 100; round++) {
            boolean mergesManyAtOnce = round % 10 < 5;
            if (!mergesManyAtOnce) {
                shard.view();
            }
            apply(event("e" + known, timeOf(known)));
            known++;
            int repeated = random.nextInt(known);
            apply(event("e" + repeated, timeOf(repeated)));
            int contradicted = random.nextInt(known);
            apply(event("e" + contradicted, timeOf(contradicted) + 1));
        }

        TimelineView view = shard.view();

        assertThat(times(view)).hasSize(300).isSorted().doesNotHaveDuplicates();
        assertThat(view.duplicateCount()).isEqualTo(100);
        assertThat(view.conflictCount()).isEqualTo(100);
    }

    /** Scattered, and never the same for two. */
    private static long timeOf(int id) {
        return (id * 7_919L) % 1_009;
    }

    @Test
    void anIdIsUniqueWithinAUserOnly() {
        apply(event("a", 10)).apply(Project.event("bob", "a", "page_viewed", 10, null, null));

        assertThat(shard.view().eventCount()).isEqualTo(2);
    }

    @Test
    void aDatedProfileIsNotReplacedByAnOlderOne() {
        apply(profile(1, 200, "new")).apply(profile(2, 100, "old"));
        assertThat(segment()).isEqualTo("new");
        apply(profile(2, 100, "old"));
        assertThat(segment()).isEqualTo("new");
    }

    @Test
    void undatedProfilesAndTiesGoByArrival() {
        apply(profile(1, 200, "first")).apply(profile(2, 0, "second"));
        assertThat(segment()).isEqualTo("second");
        apply(profile(1, 300, "third")).apply(profile(2, 300, "fourth"));
        assertThat(segment()).isEqualTo("fourth");
    }

    @Test
    void aProfileReplacesTheOneBeforeAsAWhole() {
        apply(profile(1, 0, "enterprise"))
                .apply(new ProfileChanged(Project.user("ada"), 1, 0, 0, Map.of("channel", "organic")));

        assertThat(segment()).isEmpty();
    }

    @Test
    void anErasedUserIsForgottenAndMayComeBackAsAnother() {
        apply(profile(1, 0, "enterprise")).apply(event("a", 10)).apply(event("b", 11));
        shard.view();
        apply(new UserErased(Project.user("ada")));
        assertThat(times(shard.view())).isEmpty();
        assertThat(shard.view().blocks().getFirst().hasProfile(0)).isFalse();
        assertThat(shard.view().blocks().getFirst().pseudonym(0)).isEqualTo(new UUID(0, 0));
        apply(event("a", 12));

        assertThat(times(shard.view())).containsExactly(12L);
    }

    @Test
    void erasureWithinADeltaForgetsWhatCameBeforeItOnly() {
        apply(event("a", 10)).apply(new UserErased(Project.user("ada"))).apply(event("a", 12));

        assertThat(times(shard.view())).containsExactly(12L);
    }

    @Test
    void aViewDoesNotChange() {
        apply(event("a", 10));
        TimelineView before = shard.view();
        apply(event("b", 5)).apply(new UserErased(Project.user("ada")));
        shard.view();

        assertThat(times(before)).containsExactly(10L);
    }

    @Test
    void anErasedUserIsInNoPinnedViewEither() {
        apply(event("a", 10)).apply(new RunBarrier("earlier", 0));
        apply(Project.event("bob", "b", "page_viewed", 11, null, null)).apply(new RunBarrier("later", 0));
        shard.view();
        apply(new UserErased(Project.user("ada")));

        TimelineView earlier = shard.pinned("earlier").orElseThrow();
        TimelineView later = shard.pinned("later").orElseThrow();

        assertThat(earlier.offset()).isEqualTo(1);
        assertThat(earlier.blocks().getFirst().size()).isEqualTo(1);
        assertThat(earlier.blocks().getFirst().pseudonym(0)).isEqualTo(new UUID(0, 0));
        assertThat(earlier.eventCount()).isZero();
        assertThat(later.blocks().getFirst().pseudonym(1)).isEqualTo(Project.user("bob"));
        assertThat(later.eventCount()).isEqualTo(1);
    }

    @Test
    void aBarrierPinsWhatCameBeforeIt() {
        apply(event("a", 10)).apply(new RunBarrier("run", 0)).apply(event("b", 11));
        shard.view();

        TimelineView pinned = shard.pinned("run").orElseThrow();

        assertThat(times(pinned)).containsExactly(10L);
        assertThat(pinned.offset()).isEqualTo(1);
    }

    @Test
    void onlyTheLastBarriersAreKept() {
        for (int run = 0; run <= TimelineShard.MAX_PINNED_RUNS; run++) {
            apply(event("e" + run, run)).apply(new RunBarrier("run" + run, 0));
        }

        assertThat(shard.pinned("run0")).isEmpty();
        assertThat(times(shard.pinned("run1").orElseThrow())).hasSize(2);
    }

    @Test
    void blocksWithoutArrivalsAreShared() {
        for (int user = 0; user < 3 * UserBlock.CAPACITY; user++) {
            apply(Project.event("u" + user, "e", "page_viewed", user, null, null));
        }
        TimelineView before = shard.view();
        apply(Project.event("u0", "f", "page_viewed", 1, null, null));
        TimelineView after = shard.view();

        assertThat(after.blocks().get(0)).isNotSameAs(before.blocks().get(0));
        assertThat(after.blocks().get(1)).isSameAs(before.blocks().get(1));
        assertThat(after.blocks().get(2)).isSameAs(before.blocks().get(2));
        assertThat(after.eventCount()).isEqualTo(before.eventCount() + 1);
    }

    @Test
    void readersSeePrefixesWhileTheWriterGoesOn() {
        CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> {
            boolean consistent = true;
            TimelineView view;
            do {
                view = shard.view();
                consistent &= view.eventCount() == view.offset() + 1;
            } while (view.eventCount() < 200_000);
            return consistent;
        });
        for (int i = 0; i < 200_000; i++) {
            apply(Project.event("u" + i % 500, "e" + i, "page_viewed", i, null, null));
        }

        assertThat(reader.join()).isTrue();
    }

    @Test
    void profilesAreMergedUnaskedBeforeTheyPileUp() {
        Map<String, String> attributes = Map.of("segment", "enterprise");
        for (int change = 0; change < 1_000_000; change++) {
            apply(new ProfileChanged(Project.user("u" + change % 1_000), 1, change, change, attributes));
        }

        assertThat(shard.pendingChanges()).isLessThan(1 << 16);
        assertThat(shard.view().blocks().getFirst().size()).isEqualTo(1_000);
    }

    @Test
    void manyEventsOfOneUserInAnyOrderAreSorted() {
        for (int i = 0; i < 5_000; i++) {
            apply(event("e" + i, (i * 7_919L) % 5_000));
        }

        assertThat(times(shard.view())).isSorted().hasSize(5_000);
    }
}
