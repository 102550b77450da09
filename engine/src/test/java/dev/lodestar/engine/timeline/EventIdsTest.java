package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private final Random random = new Random(17);
    private final EventIds.Builder builder = new EventIds.Builder();
    private long nextId = 1;

    private static short bodyOf(long id) {
        return (short) (id * 31);
    }

    private EventIds written(List<Long> events, int count) {
        builder.begin(count, null);
        for (int i = 0; i < count; i++) {
            events.add(nextId);
            builder.add(nextId, bodyOf(nextId++));
        }
        return builder.build();
    }

    /** Lets new events come between those of a block. */
    private EventIds withMore(EventIds before, List<Long> events, int more) {
        builder.begin(before.size() + more, before.canTake(more) ? before : null);
        List<Long> after = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < more; i++) {
            int to = from + random.nextInt(before.size() - from + 1);
            builder.copy(before, from, to);
            after.addAll(events.subList(from, to));
            builder.add(nextId, bodyOf(nextId));
            after.add(nextId++);
            from = to;
        }
        builder.copy(before, from, before.size());
        after.addAll(events.subList(from, before.size()));
        events.clear();
        events.addAll(after);
        return builder.build();
    }

    private void assertHolds(EventIds ids, List<Long> events) {
        assertThat(ids.size()).isEqualTo(events.size());
        assertThat(ids.ids()).isEqualTo(events.stream().mapToLong(id -> id).toArray());
        assertThat(ids.bodies()).hasSize(events.size());
        int from = random.nextInt(events.size() + 1);
        int to = from + random.nextInt(events.size() - from + 1);
        long[] copied = new long[to - from + 2];
        short[] bodies = new short[to - from + 2];
        ids.copyTo(from, to, copied, bodies, 1);
        for (int event = from; event < to; event++) {
            long id = events.get(event);
            assertThat(ids.bodies()[event]).isEqualTo(bodyOf(id));
            assertThat(copied[event - from + 1]).isEqualTo(id);
            assertThat(bodies[event - from + 1]).isEqualTo(bodyOf(id));
        }
        assertThat(copied[0] + copied[to - from + 1]).isZero();
        for (int event = 0; event < events.size(); event++) {
            assertThat(ids.find(events.get(event), from, to))
                    .isEqualTo(event < from || event >= to ? EventIds.NONE : event);
            assertThat(ids.body(event)).isEqualTo(bodyOf(events.get(event)));
        }
    }

    @Test
    void idsStayWithTheirEventsWhereverOthersCome() {
        for (int attempt = 0; attempt < 100; attempt++) {
            List<Long> events = new ArrayList<>();
            EventIds ids = written(events, random.nextInt(300));
            for (int merge = 0; merge < 20; merge++) {
                ids = withMore(ids, events, random.nextInt(6));

                assertHolds(ids, events);
            }
        }
    }

    @Test
    void theBlockBeforeIsAsItWas() {
        List<Long> events = new ArrayList<>();
        EventIds ids = withMore(written(events, 100), events, 3);
        List<Long> before = List.copyOf(events);

        withMore(ids, events, 4);

        assertHolds(ids, before);
    }

    @Test
    void onlyAFewEventsStandBesideTheOthersUntilAllAreWrittenAnew() {
        List<Long> events = new ArrayList<>();
        EventIds ids = written(events, 80);

        assertThat(ids.canTake(10)).isTrue();
        assertThat(ids.canTake(11)).isFalse();
        EventIds more = withMore(ids, events, 10);
        assertThat(more.canTake(1)).isFalse();
        assertThat(withMore(more, events, 1).canTake(11)).isTrue();
    }

    @Test
    void whoeverKeepsEventsMustTakeThemAll() {
        EventIds ids = written(new ArrayList<>(), 80);
        builder.begin(81, ids);
        builder.copy(ids, 0, 79);

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }
}
