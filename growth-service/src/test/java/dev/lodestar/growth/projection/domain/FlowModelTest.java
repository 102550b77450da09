package dev.lodestar.growth.projection.domain;

import static dev.lodestar.growth.projection.domain.Flows.lever;
import static dev.lodestar.growth.projection.domain.Flows.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowModelTest {

    private static final Offset<Double> EXACT = within(1e-6);

    @Test
    void the_example_worked_by_hand_comes_out() {
        Lever activation = lever("onboarding", Stage.ACTIVATION, 0.2, 2, 1);
        var model = new FlowModel(Flows.workedExample(), List.of(activation), settings(2));
        model.prepare(FlowPoint.pointCase(Flows.workedExample(), 1));
        Scenario baseline = run(model, 0);
        Scenario improved = run(model, 1);

        assertThat(baseline.newPaying).containsExactly(new double[] {2.5, 2.5, 2.5}, EXACT);
        assertThat(baseline.revenue).containsExactly(new double[] {12.5, 22.5, 30.5}, EXACT);
        // Half of the way on the logit scale from odds 1 to odds 1.5: sqrt(1.5)/(1 + sqrt(1.5)) = 0.5505103.
        assertThat(improved.newPaying).containsExactly(new double[] {2.5, 2.7525513, 3.0}, EXACT);
        assertThat(improved.revenue).containsExactly(new double[] {12.5, 23.7627564, 34.0102051}, EXACT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void the_naive_implementation_agrees(long seed) {
        var random = new Random(seed);
        FlowInputs inputs = Flows.random(random);
        List<Lever> levers = Flows.randomLevers(random, random.nextInt(7));
        int months = 1 + random.nextInt(36);
        FlowModel model = prepared(inputs, levers, months);
        Scenario scenario = run(model, model.allLevers());
        var naive = new NaiveFlow(inputs, levers, settings(months).ceiling());

        for (int month = 0; month <= months; month++) {
            assertThat(scenario.newPaying[month])
                    .as("new paying, seed %d, month %d", seed, month)
                    .isCloseTo(naive.newPaying(months).get(month), tolerance(scenario.newPaying[month]));
            assertThat(scenario.revenue[month])
                    .as("revenue, seed %d, month %d", seed, month)
                    .isCloseTo(naive.revenue(months).get(month), tolerance(scenario.revenue[month]));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void levers_with_a_lift_of_zero_change_nothing_at_all(long seed) {
        var random = new Random(seed);
        FlowInputs inputs = Flows.random(random);
        List<Lever> levers = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            levers.add(lever("none_" + stage.wireName(), stage, 0, random.nextInt(4), 1));
        }
        FlowModel model = prepared(inputs, levers, 24);

        assertThat(run(model, model.allLevers()).revenue).containsExactly(run(model, 0).revenue);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void the_order_of_the_levers_changes_nothing_at_all(long seed) {
        var random = new Random(seed);
        FlowInputs inputs = Flows.random(random);
        List<Lever> levers = Flows.randomLevers(random, 6);
        List<Lever> shuffled = new ArrayList<>(levers);
        Collections.shuffle(shuffled, random);
        FlowModel model = prepared(inputs, levers, 24);
        FlowModel permuted = prepared(inputs, shuffled, 24);

        assertThat(run(permuted, permuted.allLevers()).revenue).containsExactly(run(model, model.allLevers()).revenue);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void no_lever_has_an_effect_in_month_zero(long seed) {
        var random = new Random(seed);
        FlowModel model = prepared(Flows.random(random), Flows.randomLevers(random, 6), 6);

        assertThat(run(model, model.allLevers()).newPaying[0]).isEqualTo(run(model, 0).newPaying[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "0.50, 0.08, 0.54", // the mode is p(1 + lift)
        "0.90, 0.50, 0.95", // up to the ceiling
        "0.97, 0.50, 0.97", // a conversion above the ceiling stays
        "0.00, 0.50, 0.00", // nothing to lift
        "1.00, 0.50, 1.00", // nothing left to win
        "0.50, 0.00, 0.50"
    })
    void the_mode_of_a_lift_brings_the_conversion_to_its_relative_increase_up_to_the_ceiling(
            double rate, double lift, double improved) {
        assertThat(FlowModel.improvedRate(rate, lift, 1, 0.95)).isCloseTo(improved, within(1e-12));
    }

    @Test
    void many_strong_levers_on_one_stage_stop_at_the_ceiling() {
        List<Lever> levers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            levers.add(lever("strong_" + i, Stage.ACTIVATION, 0.8, 0, 1));
        }
        FlowModel model = prepared(Flows.workedExample(), levers, 2);

        assertThat(run(model, model.allLevers()).newPaying[1]).isCloseTo(2.5 * 0.95 / 0.5, EXACT);
    }

    @Test
    void two_levers_on_one_stage_combine_on_what_is_left_of_the_drop_off() {
        List<Lever> levers = List.of(lever("a", Stage.ACTIVATION, 0.2, 0, 1), lever("b", Stage.ACTIVATION, 0.4, 0, 1));
        FlowModel model = prepared(Flows.workedExample(), levers, 1);

        // 0.5 → 0.6 leaves 0.8 of the drop-off, 0.5 → 0.7 leaves 0.6: 1 − 0.5·0.8·0.6 = 0.76.
        assertThat(run(model, 3).newPaying[1]).isCloseTo(2.5 * 0.76 / 0.5, EXACT);
    }

    @Test
    void a_lever_on_awareness_multiplies_the_visitors() {
        FlowModel model = prepared(Flows.workedExample(), List.of(lever("seo", Stage.AWARENESS, 0.25, 0, 1)), 1);

        assertThat(run(model, 1).newPaying[1]).isCloseTo(2.5 * 1.25, EXACT);
    }

    private static FlowModel prepared(FlowInputs inputs, List<Lever> levers, int months) {
        var model = new FlowModel(inputs, levers, settings(months));
        model.prepare(FlowPoint.pointCase(inputs, levers.size()));
        return model;
    }

    private static Scenario run(FlowModel model, int subset) {
        var scenario = new Scenario(model.months());
        scenario.run(model, subset);
        return scenario;
    }

    private static Offset<Double> tolerance(double value) {
        return within(1e-9 * Math.max(1, Math.abs(value)));
    }
}
