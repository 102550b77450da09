package dev.lodestar.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.gateway.routing.Target;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final Duration BRIDGED = Duration.ofSeconds(20);
    private static final Duration NEW_CALL = Duration.ZERO;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long seconds;
    private final Outages outages = new Outages(
            BRIDGED,
            Duration.ofMillis(1),
            new GatewayMeters(registry),
            vertx,
            () -> Duration.ofSeconds(seconds).toNanos());

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void calls_wait_for_a_service_that_has_just_gone_and_are_told_of_one_that_stays_away() {
        assertThat(waits(Target.METRICS, NEW_CALL)).isTrue();
        seconds = 19;
        assertThat(waits(Target.METRICS, NEW_CALL)).isTrue();
        seconds = 20;
        assertThat(waits(Target.METRICS, NEW_CALL)).isFalse();
        seconds = 39;
        assertThat(waits(Target.METRICS, NEW_CALL)).isFalse();
        assertThat(repeats(Target.METRICS)).isEqualTo(2);
    }

    @Test
    void one_services_outage_is_not_anothers() {
        waits(Target.METRICS, NEW_CALL);
        seconds = 30;

        assertThat(waits(Target.COHORT, NEW_CALL)).isTrue();
    }

    @Test
    void a_service_that_was_back_may_go_again() {
        waits(Target.METRICS, NEW_CALL);
        seconds = 15;
        outages.over(Target.METRICS);
        seconds = 25;

        assertThat(waits(Target.METRICS, NEW_CALL)).isTrue();
    }

    @Test
    void a_failure_that_nobody_followed_up_is_forgotten() {
        waits(Target.METRICS, NEW_CALL);
        seconds = 3_600;

        assertThat(waits(Target.METRICS, NEW_CALL)).isTrue();
    }

    @Test
    void no_call_waits_longer_than_an_outage_may_take_though_others_get_through() {
        assertThat(waits(Target.METRICS, BRIDGED.minusNanos(1))).isTrue();
        outages.over(Target.METRICS);
        assertThat(waits(Target.METRICS, BRIDGED)).isFalse();
    }

    @Test
    void without_patience_everybody_is_told_at_once() {
        Outages none = new Outages(Duration.ZERO, Duration.ZERO, new GatewayMeters(registry), vertx, () -> 0);

        assertThat(none.again(Target.METRICS, NEW_CALL)).isEmpty();
    }

    private boolean waits(Target target, Duration waited) {
        return outages.again(target, waited).isPresent();
    }

    private double repeats(Target target) {
        return registry.counter("lodestar.gateway.repeats", "target", target.service())
                .count();
    }
}
