package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.time.ProjectCalendar;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PinsTest {
    private static final long RETENTION_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long WRITTEN_AT = 1_700_000_000_000L;

    private final TimelineShard shard = new TimelineShard(ProjectCalendar.UTC, EventPlan.standard());
    private long offset;

    private long apply(TimelineChange change) {
        shard.apply(change, offset);
        return offset++;
    }

    private void arrive(String user) {
        apply(Project.event(user, "e" + offset, "page_viewed", offset, null, null));
    }

    private static long blockBytes(TimelineView... views) {
        Set<UserBlock> distinct =
                List.of(views).stream().flatMap(view -> view.blocks().stream()).collect(Collectors.toSet());
        return distinct.stream().mapToLong(UserBlock::memory).sum();
    }

    @Test
    void aViewIsLetGoAfterItsTimeAndTakesNoMoreMemory() throws InterruptedException {
        for (int user = 0; user < 3 * UserBlock.CAPACITY; user++) {
            arrive("u" + user);
        }
        apply(new RunBarrier("run", WRITTEN_AT));
        for (int user = 0; user < 3 * UserBlock.CAPACITY; user += UserBlock.CAPACITY) {
            arrive("u" + user);
        }
        shard.letGoBefore(WRITTEN_AT);
        TimelineView latest = shard.view();
        TimelineView pinned = shard.pinned("run").orElseThrow();
        assertThat(blockBytes(latest, pinned)).isGreaterThan(blockBytes(latest) * 19 / 10);
        WeakReference<TimelineView> held = new WeakReference<>(pinned);
        pinned = null;

        shard.letGoBefore(WRITTEN_AT + RETENTION_MILLIS);

        assertThat(shard.pinned("run")).isEmpty();
        for (int i = 0; i < 100 && held.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(held.get()).isNull();
    }

    @Test
    void aReplayHoldsNoViewsOfRunsLongOver() {
        shard.letGoBefore(WRITTEN_AT + RETENTION_MILLIS);
        arrive("ada");
        apply(new RunBarrier("long over", WRITTEN_AT + RETENTION_MILLIS - 1));
        arrive("ada");

        apply(new RunBarrier("recent", WRITTEN_AT + RETENTION_MILLIS));

        assertThat(shard.pinned("long over")).isEmpty();
        assertThat(shard.pinned("recent").orElseThrow().eventCount()).isEqualTo(2);
    }

    @Test
    void theViewsAtTwoBarriersOfARunAreKeptApart() {
        arrive("ada");
        long first = apply(new RunBarrier("run", WRITTEN_AT));
        arrive("ada");
        long second = apply(new RunBarrier("run", WRITTEN_AT));

        assertThat(shard.pinned("run", first).orElseThrow().eventCount()).isEqualTo(1);
        assertThat(shard.pinned("run", second).orElseThrow().eventCount()).isEqualTo(2);
        assertThat(shard.pinned("run", second).orElseThrow().offset()).isEqualTo(second);
        assertThat(shard.pinned("run").orElseThrow().offset()).isEqualTo(second);
        assertThat(shard.pinned("run", second + 1)).isEmpty();
        assertThat(shard.pinned("another", first)).isEmpty();
    }

    @Test
    void nobodyErasedIsInAViewHoweverManyWereErasedSince() {
        int users = 20_010;
        for (int user = 0; user < users; user++) {
            arrive("u" + user);
        }
        apply(new RunBarrier("run", WRITTEN_AT));
        for (int user = 0; user < users - 10; user++) {
            apply(new UserErased(Project.user("u" + user)));
        }

        TimelineView latest = shard.view();
        TimelineView pinned = shard.pinned("run").orElseThrow();

        assertThat(latest.eventCount()).isEqualTo(10);
        assertThat(pinned.eventCount()).isEqualTo(10);
        assertThat(pinned.blocks().getFirst().pseudonym(0)).isEqualTo(new UUID(0, 0));
    }

    @Test
    void whoWasErasedGoesAlsoWhereMakingTheViewFailedAtFirst() {
        UUID ada = Project.user("ada");
        Delta arrived = new Delta(0);
        arrived.newUsers.add(ada);
        arrived.add(0, Project.event("ada", "e", "page_viewed", 10, null, null), 0);
        TimelineView empty = shard.view();
        Position position = new Position(
                1, 0, new EventTypes(List.of("page_viewed"), empty.plan()), empty.attributes(), empty.properties());
        PendingView view = new PendingView(new PendingView(empty, position), arrived, position);
        Pins pins = new Pins(1);
        pins.add(new RunBarrier("run", WRITTEN_AT), view, 1);
        pins.erase(0);
        arrived.user[0] = 7;
        assertThatThrownBy(() -> pins.views().getFirst().resolve()).isInstanceOf(IndexOutOfBoundsException.class);
        arrived.user[0] = 0;

        TimelineView resolved = pins.views().getFirst().resolve();

        assertThat(resolved.eventCount()).isZero();
        assertThat(resolved.blocks().getFirst().pseudonym(0)).isEqualTo(new UUID(0, 0));
    }
}
