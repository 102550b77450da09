package dev.lodestar.engine.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohortRevenueAnalysisTest {
    private static CohortRevenueAnswer analyse(Project project, Map<String, Double> prices) {
        return new CohortRevenueAnalysis(project.context(2, project.changes())).analyse(Scope.EVERYTHING, prices);
    }

    private static Project invoiced() {
        return Project.inUtc()
                .profile("ada", "2024-01-05")
                .profile("bob", "2024-01-06")
                .invoice("ada", 10.10, "2024-01-10T10:00")
                .invoice("ada", 20.20, "2024-02-10T10:00")
                .invoice("ada", 5, "2024-04-10T10:00")
                .profile("cyd", "2024-02-01")
                .invoice("cyd", 30, "2024-02-10T10:00")
                .invoice("cyd", 25, "2024-03-31T23:59");
    }

    @Test
    void cohortsPayByAge() {
        CohortRevenueAnswer answer = analyse(invoiced(), Map.of("pro", 99.0));

        CohortRevenue january = answer.cohorts().getFirst();

        assertThat(january.cohort()).isEqualTo("2024-01-01");
        assertThat(january.payingUsers()).isEqualTo(1);
        assertThat(january.conversionRate()).isEqualTo(0.5);
        assertThat(january.revenue()).isEqualTo(35.3);
        assertThat(january.arppu()).isEqualTo(35.3);
        assertThat(january.ltvToDate()).isEqualTo(17.65);
        assertThat(january.cumulativeRevenuePerUser()).containsExactly(5.05, 15.15, 15.15, 17.65);
        assertThat(january.estimated()).isFalse();
        assertThat(answer.total().revenue()).isEqualTo(90.3);
        assertThat(answer.total().cohortSize()).isEqualTo(3);
    }

    @Test
    void channelsHaveTheUsersOfAllCohortsAndTheirPayers() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-05", Map.of("channel", "ads"))
                .profile("bob", "2024-01-06", Map.of("channel", "ads"))
                .profile("cyd", "2024-02-01")
                .profile("dan", "2024-02-02", Map.of("channel", "seo"))
                .invoice("ada", 10, "2024-02-10T10:00")
                .invoice("cyd", 30, "2024-02-10T10:00")
                .invoice("cyd", 25, "2024-03-10T10:00")
                .invoice("dan", 5, "2024-02-10T10:00")
                .invoice("dan", -5, "2024-02-11T10:00");

        assertThat(analyse(project, Map.of()).channels())
                .containsExactly(
                        new ChannelRevenue("(none)", 1, 1L, 1.0, 55.0, 55.0, 55.0),
                        new ChannelRevenue("ads", 2, 1L, 0.5, 10.0, 5.0, 10.0),
                        new ChannelRevenue("seo", 1, 0L, 0.0, 0.0, 0.0, null));
    }

    @Test
    void movementsAddUpToTheRevenue() {
        List<MrrMonth> mrr = analyse(invoiced(), Map.of()).mrr();

        assertThat(mrr).extracting(MrrMonth::mrr).containsExactly(10.1, 50.2, 25.0, 5.0);
        assertThat(mrr).extracting(MrrMonth::newRevenue).containsExactly(10.1, 30.0, 0.0, 0.0);
        assertThat(mrr).extracting(MrrMonth::expansion).containsExactly(0.0, 10.1, 0.0, 0.0);
        assertThat(mrr).extracting(MrrMonth::contraction).containsExactly(0.0, 0.0, 5.0, 0.0);
        assertThat(mrr).extracting(MrrMonth::churned).containsExactly(0.0, 0.0, 20.2, 25.0);
        assertThat(mrr).extracting(MrrMonth::reactivated).containsExactly(0.0, 0.0, 0.0, 5.0);
        assertThat(mrr.get(2).nrr()).isEqualTo((50.2 - 25.2) / 50.2);
        assertThat(mrr.getFirst().partial()).isTrue();
        assertThat(mrr.get(1).nrr()).isNull();
    }

    @Test
    void withoutInvoicesRevenueIsEstimatedFromPricesWhereThereAreAny() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-05", Map.of("plan_type", "pro"))
                .event("ada", "upgraded_to_paid", "2024-02-05T10:00")
                .event("ada", "plan_cancelled", "2024-03-05T10:00")
                .profile("bob", "2024-01-06", Map.of("plan_type", "free"))
                .event("bob", "page_viewed", "2024-05-31T10:00");

        CohortRevenueAnswer priced = analyse(project, Map.of("pro", 8.0));
        CohortRevenueAnswer unpriced = analyse(project, Map.of());

        assertThat(priced.cohorts()).singleElement().satisfies(cohort -> {
            assertThat(cohort.revenue()).isEqualTo(16.0);
            assertThat(cohort.estimated()).isTrue();
        });
        assertThat(priced.mrr()).extracting(MrrMonth::mrr).containsExactly(0.0, 8.0, 8.0, 0.0, 0.0);
        assertThat(unpriced.reason()).isEqualTo("no_invoices");
        assertThat(unpriced.cohorts().getFirst().revenue()).isNull();
        assertThat(unpriced.cohorts().getFirst().cohortSize()).isEqualTo(2);
        assertThat(unpriced.mrr()).isEmpty();
    }

    @Test
    void revenueBeforeTheCohortsMonthCountsNowhere() {
        Project project = Project.inUtc()
                .profile("ada", "2024-02-10")
                .invoice("ada", 1, "2024-01-31T10:00")
                .invoice("ada", 2, "2024-02-01T10:00")
                .event("ada", "page_viewed", "2024-02-28T10:00");

        assertThat(analyse(project, Map.of()).cohorts().getFirst().revenue()).isEqualTo(2.0);
        assertThat(analyse(project, Map.of()).cohorts().getFirst().cohort()).isEqualTo(LocalDate.parse("2024-02-01"));
    }
}
