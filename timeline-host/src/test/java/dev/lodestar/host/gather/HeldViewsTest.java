package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.host.shard.GrowingShard;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldViewsTest {
    private static final int CONVERTER_PRIORITY = 200;
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

    private Instant now = NOON;
    private final HeldViews views = new HeldViews(
            new GrowingShard(),
            new SmallRyeConfigBuilder()
                    .withMapping(GatherConfig.class)
                    .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                    .withDefaultValue("lodestar.gather.held-listings", "2")
                    .withDefaultValue("lodestar.gather.view-retention", "60s")
                    .build()
                    .getConfigMapping(GatherConfig.class),
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    @Test
    void an_answer_reads_the_same_views_however_many_others_come_until_it_ends() {
        ViewScope answer = answer();
        long first = positionOf(answer);
        IntStream.range(0, 200).forEach(other -> positionOf(answer()));

        assertThat(positionOf(answer)).isEqualTo(first);
        views.release(answer.answerId());
        assertThat(positionOf(answer)).isGreaterThan(first);
    }

    @Test
    void of_answers_that_have_ended_nothing_is_held() {
        for (int i = 0; i < 200; i++) {
            ViewScope answer = answer();
            positionOf(answer);
            views.release(answer.answerId());
        }

        assertThat(views.size()).isZero();
    }

    @Test
    void the_last_listings_are_held_between_their_pages_and_no_more_than_these() {
        ViewScope eldest = listing();
        ViewScope second = listing();
        long begun = positionOf(eldest);
        now = now.plusSeconds(1);
        long kept = positionOf(second);
        now = now.plusSeconds(1);
        positionOf(listing());

        assertThat(views.size()).isEqualTo(2);
        assertThat(positionOf(second)).isEqualTo(kept);
        assertThat(positionOf(eldest)).isGreaterThan(begun);
    }

    @Test
    void nothing_is_held_for_longer_than_the_retention() {
        ViewScope listing = listing();
        ViewScope leftByItsReplica = answer();
        long page = positionOf(listing);
        positionOf(leftByItsReplica);
        now = now.plusSeconds(61);

        assertThat(positionOf(listing)).isGreaterThan(page);
        assertThat(views.size()).isEqualTo(1);
    }

    private long positionOf(ViewScope scope) {
        return views.of(scope).values().iterator().next().view().offset();
    }

    private static ViewScope answer() {
        return new ViewScope.Latest(ViewScope.newAnswerId(), null);
    }

    private static ViewScope listing() {
        return new ViewScope.Latest(ViewScope.newListingId(), null);
    }
}
