package dev.lodestar.growth.lever.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeverTest {

    @Test
    void the_five_defaults_are_those_of_the_definitions() {
        assertThat(Levers.defaults().all())
                .extracting(
                        Lever::name,
                        Lever::stage,
                        lever -> lever.lift().mode(),
                        Lever::confidence,
                        Lever::cost,
                        Lever::effortPersonMonths,
                        Lever::rampMonths,
                        Lever::startMonth)
                .containsExactly(
                        row("api_integrations", Stage.HABIT_FORMATION, 0.10, Confidence.HIGH, 150_000, 10, 5),
                        row("mobile_experience", Stage.ENGAGEMENT, 0.12, Confidence.MEDIUM, 180_000, 12, 6),
                        row("seo_content", Stage.AWARENESS, 0.25, Confidence.HIGH, 120_000, 8, 6),
                        row("template_discovery", Stage.ACTIVATION, 0.08, Confidence.HIGH, 60_000, 4, 3),
                        row("viral_sharing", Stage.COLLABORATION, 0.15, Confidence.MEDIUM, 90_000, 6, 4));
    }

    @ParameterizedTest
    @CsvSource({"HIGH, 0.6, 1.3", "MEDIUM, 0.2, 1.6", "LOW, -0.2, 2.0"})
    void confidence_sets_the_width_of_the_lift(Confidence confidence, double low, double high) {
        Lift lift = Lift.of(0.1, confidence);

        assertThat(lift.low()).isCloseTo(low * 0.1, within(1e-15));
        assertThat(lift.high()).isCloseTo(high * 0.1, within(1e-15));
        assertThat(lift.multipleAt(0)).isEqualTo(low);
        assertThat(lift.multipleAt(1)).isEqualTo(high);
        assertThat(lift.multipleAt((1 - low) / (high - low))).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "3, 1, 0.3333333333333333", "3, 3, 1", "3, 9, 1"})
    void the_lift_grows_evenly_over_the_ramp(int ramp, int month, double share) {
        Lever lever = lever(ramp, 1);

        assertThat(lever.rampShare(0)).isZero();
        assertThat(lever.rampShare(month)).isCloseTo(ramp == 0 ? 1 : share, within(1e-15));
    }

    @Test
    void nothing_happens_before_the_start() {
        assertThat(lever(2, 4).rampShare(3)).isZero();
        assertThat(lever(2, 4).rampShare(4)).isEqualTo(0.5);
    }

    @Test
    void a_projects_own_lever_replaces_the_default_of_its_name() {
        Lever own = new Lever("seo_content", Stage.SIGNUP, Lift.of(0.5, Confidence.LOW), Confidence.LOW, 1, 1, 0, 1);
        Levers levers = Levers.of(List.of(own));

        assertThat(levers.all()).hasSize(5);
        assertThat(levers.named("seo_content")).contains(own);
    }

    @Test
    void impossible_levers_do_not_construct() {
        assertThatThrownBy(() -> Lift.of(-0.1, Confidence.HIGH)).hasMessageContaining("lift");
        assertThatThrownBy(() -> Lift.of(5.1, Confidence.HIGH)).hasMessageContaining("lift");
        assertThatThrownBy(() -> new Lift(0.1, 1.1, 1.2)).hasMessageContaining("low <= mode <= high");
        assertThatThrownBy(() -> lever(0, 0)).hasMessageContaining("start");
        assertThatThrownBy(() -> lever(61, 1)).hasMessageContaining("ramp");
    }

    private static Lever lever(int ramp, int start) {
        return new Lever("x", Stage.SIGNUP, Lift.of(0.1, Confidence.HIGH), Confidence.HIGH, 1, 1, ramp, start);
    }

    private static Tuple row(
            String name, Stage stage, double lift, Confidence confidence, double cost, double effort, int ramp) {
        return tuple(name, stage, lift, confidence, cost, effort, ramp, 1);
    }
}
