package dev.lodestar.growth.projection.domain;

import static dev.lodestar.growth.projection.domain.Flows.lever;
import static dev.lodestar.growth.projection.domain.Flows.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.growth.assumption.domain.Assumptions;
import dev.lodestar.growth.lever.domain.Confidence;
import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Levers;
import dev.lodestar.growth.lever.domain.Lift;
import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpactTest {

    private static final FlowInputs DEFAULTS =
            FlowInputs.of(ObservedProduct.nothing("not_measured"), Assumptions.defaults(), 100);
    private static final List<Lever> LEVERS = Levers.defaults().all();

    @Test
    void every_default_lever_adds_users_and_revenue_with_ordered_quantiles() {
        List<RankedLever> ranking = new LeverRanking(DEFAULTS, LEVERS, settings(12)).rank();

        assertThat(ranking).hasSize(5).allSatisfy(ranked -> {
            assertOrdered(ranked.impact().addedUsers());
            assertOrdered(ranked.impact().addedRevenue());
            assertThat(ranked.impact().addedUsers().p10()).isPositive();
            assertThat(ranked.rice()).isPositive();
        });
        assertThat(ranking).isSortedAccordingTo((one, other) -> Double.compare(roi(other), roi(one)));
    }

    @Test
    void the_same_seed_gives_the_same_figures_and_another_seed_others() {
        assertThat(project(settings(12, 10_000, 7))).isEqualTo(project(settings(12, 10_000, 7)));
        assertThat(project(settings(12, 10_000, 8))).isNotEqualTo(project(settings(12, 10_000, 7)));
    }

    @Test
    void a_lever_has_the_same_impact_whichever_other_levers_are_ranked_with_it() {
        Lever seo = Levers.defaults().named("seo_content").orElseThrow();
        Impact alone = new LeverRanking(DEFAULTS, List.of(seo), settings(12))
                .rank()
                .getFirst()
                .impact();
        Impact among = new LeverRanking(DEFAULTS, LEVERS, settings(12))
                .rank().stream()
                        .filter(ranked -> ranked.lever().equals(seo))
                        .findFirst()
                        .orElseThrow()
                        .impact();

        assertThat(among).isEqualTo(alone);
        assertThat(new CompoundProjection(DEFAULTS, List.of(seo), settings(12))
                        .project()
                        .combined())
                .isEqualTo(alone);
    }

    @Test
    void more_draws_converge() {
        Spread few = project(settings(12, 10_000, 1)).combined().npv();
        Spread many = project(settings(12, 160_000, 2)).combined().npv();

        assertThat(few.mean()).isCloseTo(many.mean(), within(0.03 * Math.abs(many.mean())));
        assertThat(few.p10()).isCloseTo(many.p10(), within(0.06 * Math.abs(many.mean())));
        assertThat(few.p90()).isCloseTo(many.p90(), within(0.06 * Math.abs(many.mean())));
    }

    @Test
    void without_uncertainty_the_mean_of_the_draws_is_the_point_case() {
        Lever certain = new Lever("certain", Stage.AWARENESS, new Lift(0.5, 1, 1), Confidence.HIGH, 100, 1, 0, 1);
        Projection projection = new CompoundProjection(Flows.workedExample(), List.of(certain), settings(3)).project();
        double added = projection.months().stream()
                .mapToDouble(month -> month.improvedRevenue() - month.baselineRevenue())
                .sum();

        assertThat(projection.combined().addedRevenue().mean()).isCloseTo(added, within(0.02 * added));
    }

    @Test
    void a_lever_without_cost_has_no_roi_and_stands_first_when_it_pays() {
        Lever free = new Lever("free", Stage.SIGNUP, new Lift(0.01, 1, 1), Confidence.LOW, 0, 1, 0, 1);
        Lever useless = new Lever("useless", Stage.SIGNUP, new Lift(0, 1, 1), Confidence.LOW, 0, 1, 0, 1);
        List<RankedLever> ranking = new LeverRanking(
                        DEFAULTS, List.of(useless, free, lever("paid", Stage.SIGNUP, 0.5, 0, 1)), settings(12))
                .rank();

        assertThat(ranking).extracting(ranked -> ranked.lever().name()).containsExactly("free", "paid", "useless");
        assertThat(ranking.getFirst().impact().roi()).isNull();
        assertThat(ranking.getLast().impact().positiveProbability()).isZero();
    }

    @Test
    void the_cost_is_paid_back_in_the_month_in_which_the_expected_revenue_covers_it() {
        Lever certain = new Lever("certain", Stage.AWARENESS, new Lift(1, 1, 1), Confidence.HIGH, 30, 1, 0, 1);
        Impact impact = new CompoundProjection(Flows.workedExample(), List.of(certain), settings(6))
                .project()
                .combined();

        // About 12.5 in month 1, then 22.5: 35 by the end of month 2.
        assertThat(impact.paybackMonth()).isEqualTo(2);
        assertThat(impact.roi()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shapley_shares_add_up_to_what_the_levers_add_together(long seed) {
        var random = new Random(seed);
        FlowInputs inputs = Flows.random(random);
        Projection projection = new CompoundProjection(
                        inputs, Flows.randomLevers(random, 1 + random.nextInt(6)), settings(12))
                .project();
        double added = projection.months().stream()
                .mapToDouble(month -> month.improvedRevenue() - month.baselineRevenue())
                .sum();
        double shared = projection.shares().stream()
                .mapToDouble(Projection.Share::addedRevenue)
                .sum();

        assertThat(shared).as("seed %d", seed).isCloseTo(added, within(1e-9 * Math.max(1, added)));
    }

    @Test
    void the_order_of_the_levers_changes_no_projection() {
        List<Lever> reversed = new ArrayList<>(LEVERS);
        Collections.reverse(reversed);

        assertThat(new CompoundProjection(DEFAULTS, reversed, settings(12)).project())
                .isEqualTo(project(settings(12)));
    }

    @Test
    void no_levers_project_the_baseline() {
        Projection projection = new CompoundProjection(DEFAULTS, List.of(), settings(12)).project();

        assertThat(projection.months())
                .hasSize(13)
                .allSatisfy(month -> assertThat(month.improvedRevenue()).isEqualTo(month.baselineRevenue()));
        assertThat(projection.shares()).isEmpty();
    }

    @Test
    void the_tornado_has_every_input_and_its_widest_swing_first() {
        Sensitivity sensitivity = new SensitivityAnalysis(DEFAULTS, LEVERS, settings(12)).analyse();

        assertThat(sensitivity.lever()).isNull();
        assertThat(sensitivity.inputs()).hasSize(6 + 1 + 5 + 7 + 1);
        assertThat(sensitivity.inputs())
                .isSortedAccordingTo((one, other) -> Double.compare(other.swing(), one.swing()));
        assertThat(sensitivity.inputs())
                .filteredOn(input -> input.input().equals("lift_seo_content"))
                .singleElement()
                .satisfies(input -> assertThat(input.npvAtHigh()).isGreaterThan(input.npvAtLow()));
    }

    private static Projection project(FlowSettings settings) {
        return new CompoundProjection(DEFAULTS, LEVERS, settings).project();
    }

    private static double roi(RankedLever ranked) {
        Double roi = ranked.impact().roi();
        return roi == null ? Double.NaN : roi;
    }

    private static void assertOrdered(Spread spread) {
        assertThat(spread.p10()).isLessThanOrEqualTo(spread.p50());
        assertThat(spread.p50()).isLessThanOrEqualTo(spread.p90());
    }
}
