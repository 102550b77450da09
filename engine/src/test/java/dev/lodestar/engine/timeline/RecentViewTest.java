package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.time.ProjectCalendar;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RecentViewTest {
    private static final Duration MAX_AGE = Duration.ofMillis(600);

    private final Queue<Runnable> merges = new ArrayDeque<>();
    private final Refresh refresh = new Refresh(merges::add, MAX_AGE, 1);
    private long millis = 1_000_000;
    private final TimelineShard shard = new TimelineShard(
            ProjectCalendar.UTC,
            EventPlan.standard(),
            () -> Duration.ofMillis(millis).toNanos());
    private long offset;

    private void apply(int events) {
        for (int i = 0; i < events; i++) {
            shard.apply(Project.event("ada", "e" + offset, "page_viewed", offset, null, null), offset++);
        }
    }

    private long recentEvents() {
        return shard.recent(refresh).eventCount();
    }

    @Test
    void aYoungViewIsGoodEnoughAndNothingIsMerged() {
        apply(2);
        shard.view();
        apply(1);
        millis += 399;

        assertThat(recentEvents()).isEqualTo(2);
        assertThat(merges).isEmpty();
    }

    @Test
    void aViewOfTwoThirdsOfTheAgeIsMergedBesideTheReaderAndOnlyOnce() {
        apply(2);
        shard.view();
        apply(1);
        millis += 400;
        assertThat(recentEvents()).isEqualTo(2);
        assertThat(recentEvents()).isEqualTo(2);
        assertThat(merges).hasSize(1);
        Objects.requireNonNull(merges.poll()).run();
        assertThat(recentEvents()).isEqualTo(3);

        apply(1);
        millis += 400;

        assertThat(recentEvents()).isEqualTo(3);
        assertThat(merges).hasSize(1);
    }

    @Test
    void anOldViewIsNotGoodEnough() {
        apply(2);
        shard.view();
        apply(1);
        millis += 601;

        assertThat(recentEvents()).isEqualTo(3);
        assertThat(merges).isEmpty();
    }

    @Test
    void whatIsBeingMergedIsWaitedForInsteadOfMergingAnew() {
        apply(2);
        shard.view();
        apply(1);
        millis += 601;
        shard.apply(new RunBarrier("closes what came so far, as a merge does", 0), offset++);
        apply(1);
        millis += 249;
        assertThat(recentEvents()).isEqualTo(3);

        millis += 352;

        assertThat(recentEvents()).isEqualTo(4);
    }

    @Test
    void aMergeFindsNothingToDoWhereAReaderCouldNotWait() {
        apply(2);
        shard.view();
        apply(1);
        millis += 400;
        recentEvents();
        millis += 201;
        TimelineView merged = shard.recent(refresh);
        apply(1);

        Objects.requireNonNull(merges.poll()).run();

        assertThat(shard.recent(refresh)).isSameAs(merged);
    }

    @Test
    void anOldViewIsGoodEnoughWhereNothingCameAfterIt() {
        apply(2);
        TimelineView view = shard.view();
        millis += 10_000;

        assertThat(shard.recent(refresh)).isSameAs(view);
        assertThat(merges).isEmpty();
    }

    @Test
    void aSmallShardIsMergedForEveryReader() {
        apply(1);
        shard.view();
        apply(1);

        assertThat(recentEvents()).isEqualTo(2);
    }
}
