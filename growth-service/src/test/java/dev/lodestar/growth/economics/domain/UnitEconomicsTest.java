package dev.lodestar.growth.economics.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.growth.assumption.domain.AssumptionName;
import dev.lodestar.growth.assumption.domain.AssumptionVersion;
import dev.lodestar.growth.assumption.domain.Assumptions;
import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.assumption.domain.Figure.Origin;
import dev.lodestar.growth.observation.domain.Acquired;
import dev.lodestar.growth.observation.domain.AsOf;
import dev.lodestar.growth.observation.domain.ChannelCount;
import dev.lodestar.growth.observation.domain.MrrMonth;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.observation.domain.ObservedRevenue;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnitEconomicsTest {

    private static final Figure ARPPU = Figure.observed(20, "test");

    @Test
    void cost_payback_and_value_are_worked_out_by_channel() {
        List<UnitFigure> figures = UnitEconomics.of(product(), Assumptions.defaults(), ARPPU);

        // 1,000 spent for 10 payers; 20 a month at 0.8; 150 to date at 0.8.
        assertThat(value(figures, "cac", "ads")).isEqualTo(100);
        assertThat(value(figures, "payback_months", "ads")).isEqualTo(6.25);
        assertThat(value(figures, "ltv_to_cac", "ads")).isCloseTo(1.2, within(1e-12));
        assertThat(figure(figures, "cac", "friends").reason()).isEqualTo("no_spend");
        assertThat(figure(figures, "cac", "fair").reason()).isEqualTo("no_new_paying_users");
        assertThat(value(figures, "mrr", null)).isEqualTo(300);
        assertThat(figure(figures, "mrr_quick_ratio", null).reason()).isEqualTo("zero_base");
        // 300 a month over a year over 100 users
        assertThat(value(figures, "arpu_yearly", null)).isEqualTo(36);
    }

    /** NRR, GRR and quick ratio are null after a month that the range cuts, whatever was paid in it. */
    @Test
    void what_has_no_month_before_to_be_held_against_is_not_said_to_have_a_base_of_nothing() {
        MrrMonth last = month("2025-12", 15L, false);

        assertThat(nrrReason(month("2025-11", 15L, true), last)).isEqualTo("partial_month_before");
        assertThat(nrrReason(month("2025-11", null, false), last)).isEqualTo("suppressed");
        assertThat(nrrReason(month("2025-11", 0L, false), last)).isEqualTo("zero_base");
        assertThat(nrrReason(month("2025-11", 20L, false), month("2025-12", null, false)))
                .isEqualTo("suppressed");
    }

    private static @Nullable String nrrReason(MrrMonth before, MrrMonth last) {
        ObservedProduct product = product(
                new Acquired(1500.0, 15L, "the range"),
                Map.of(),
                new ObservedRevenue(15.0, 150.0, false, List.of(before, last)));
        return figure(UnitEconomics.of(product, Assumptions.defaults(), ARPPU), "nrr", null)
                .reason();
    }

    private static MrrMonth month(String month, @Nullable Long payingUsers, boolean partial) {
        return new MrrMonth(month, 300.0, 50.0, 0.0, 0.0, 10.0, 0.0, null, null, null, payingUsers, partial);
    }

    @Test
    void a_figure_counts_as_assumed_as_soon_as_one_part_of_it_is() {
        List<UnitFigure> figures = UnitEconomics.of(product(), Assumptions.defaults(), ARPPU);

        assertThat(figure(figures, "cac", "ads").origin()).isEqualTo(Origin.OBSERVED);
        assertThat(figure(figures, "payback_months", "ads").origin()).isEqualTo(Origin.ASSUMPTION);
    }

    @Test
    void an_assumed_cost_stands_in_only_where_no_spend_is_known() {
        var assumed = Assumptions.inForceOn(
                LocalDate.of(2026, 1, 1),
                List.of(new AssumptionVersion(AssumptionName.CAC, LocalDate.of(2025, 1, 1), 50, "survey")));
        List<UnitFigure> unknown = UnitEconomics.of(ObservedProduct.nothing("no_data"), assumed, ARPPU);

        assertThat(value(unknown, "cac", null)).isEqualTo(50);
        assertThat(figure(unknown, "cac", null).origin()).isEqualTo(Origin.ASSUMPTION);
        assertThat(value(UnitEconomics.of(product(), assumed, ARPPU), "cac", null))
                .isEqualTo(100);
    }

    @Test
    void without_data_figures_are_null_with_the_reason_or_assumed() {
        List<UnitFigure> figures =
                UnitEconomics.of(ObservedProduct.nothing("no_invoices"), Assumptions.defaults(), ARPPU);

        assertThat(figure(figures, "arpu_to_date", null).reason()).isEqualTo("no_invoices");
        assertThat(figure(figures, "cac", null).reason()).isEqualTo("no_spend");
        assertThat(figure(figures, "mrr", null).reason()).isEqualTo("no_invoices");
        assertThat(figure(figures, "ltv_projected", null).reason()).isEqualTo("no_model");
        assertThat(value(figures, "arpu_yearly", null)).isEqualTo(96);
    }

    @Test
    void an_assumed_cost_does_not_stand_in_where_what_was_spent_won_nobody_or_whom_is_withheld() {
        var assumed = Assumptions.inForceOn(
                LocalDate.of(2026, 1, 1),
                List.of(new AssumptionVersion(AssumptionName.CAC, LocalDate.of(2025, 1, 1), 50, "survey")));
        List<UnitFigure> nobody =
                UnitEconomics.of(product(new Acquired(10_000.0, 0L, "the range"), Map.of()), assumed, ARPPU);
        List<UnitFigure> withheld = UnitEconomics.of(
                product(new Acquired(10_000.0, null, "the range"), Map.of("payers", "suppressed")), assumed, ARPPU);

        assertThat(figure(nobody, "cac", null).reason()).isEqualTo("no_new_paying_users");
        assertThat(figure(nobody, "payback_months", null).reason()).isEqualTo("no_new_paying_users");
        assertThat(figure(withheld, "cac", null).reason()).isEqualTo("suppressed");
        assertThat(figure(withheld, "payback_months", null).reason()).isEqualTo("suppressed");
    }

    private static ObservedProduct product() {
        return product(new Acquired(1500.0, 15L, "the range"), Map.of());
    }

    private static ObservedProduct product(Acquired acquired, Map<String, String> reasons) {
        var month = new MrrMonth("2025-12", 300.0, 50.0, 0.0, 0.0, 10.0, 0.0, 1.0, 0.9, null, 15L, false);
        var cut = new MrrMonth("2026-01", 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1L, true);
        return product(acquired, reasons, new ObservedRevenue(15.0, 150.0, false, List.of(cut, month)));
    }

    private static ObservedProduct product(Acquired acquired, Map<String, String> reasons, ObservedRevenue revenue) {
        return new ObservedProduct(
                null,
                null,
                Map.of(),
                List.of(),
                revenue,
                List.of(
                        new ChannelCount("ads", 1000.0, 10L),
                        new ChannelCount("fair", 500.0, 0L),
                        new ChannelCount("friends", null, 5L)),
                acquired,
                100L,
                40L,
                reasons,
                AsOf.NOTHING,
                1);
    }

    private static double value(List<UnitFigure> figures, String metric, @Nullable String channel) {
        Double value = figure(figures, metric, channel).value();
        return value == null ? Double.NaN : value;
    }

    private static UnitFigure figure(List<UnitFigure> figures, String metric, @Nullable String channel) {
        return figures.stream()
                .filter(figure -> figure.metric().equals(metric) && Objects.equals(figure.channel(), channel))
                .findFirst()
                .orElseThrow();
    }
}
