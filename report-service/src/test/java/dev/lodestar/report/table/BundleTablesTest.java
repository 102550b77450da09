package dev.lodestar.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.report.answer.Fixtures;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.table.domain.BundleTables;
import dev.lodestar.report.table.domain.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTablesTest {
    /** The promised columns of the API, word by word; further columns may follow. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            engagement_metrics.csv | period,period_start,active_users,new_users,returning_users,resurrecting_users,dormant_users,growth_rate,partial
            stickiness.csv | date,dau,wau,mau,dau_wau_ratio,dau_mau_ratio,wau_mau_ratio
            north_star.csv | week_start,value,weekly_active_users,collaboration_rate,partial
            feature_adoption.csv | feature,users_adopted,eligible_users,adoption_rate,events,avg_usage_per_user,median_days_to_first_use,avg_days_used_per_user,median_days_used_per_user,share_of_active_users
            power_users.csv | active_days,users,users_at_least,is_power
            funnel_metrics.csv | stage,stage_number,users_at_stage,conversion_from_previous,overall_conversion,drop_off_rate,ci_low,ci_high,in_progress
            segment_funnel.csv | segment_type,segment_value,stage,stage_number,users_at_stage,conversion_from_previous,overall_conversion,drop_off_rate,ci_low,ci_high,in_progress
            channel_funnel.csv | segment_type,segment_value,stage,stage_number,users_at_stage,conversion_from_previous,overall_conversion,drop_off_rate,ci_low,ci_high,in_progress
            cohort_retention.csv | cohort,period,active_users,cohort_size,retention_rate,ci_low,ci_high
            retention_matrix.csv | cohort,cohort_size,0,1,2
            day_n_retention.csv | day,eligible_users,retained_users,retention_rate,ci_low,ci_high
            cohort_ltv.csv | cohort,cohort_size,paying_users,conversion_rate,revenue,arpu,arppu,ltv_to_date,ltv_projected,ltv_low,ltv_high,estimated
            growth_levers.csv | rank,lever,target_stage,expected_lift,current_rate,improved_rate,added_users_p10,added_users_p50,added_users_p90,added_revenue_p10,added_revenue_p50,added_revenue_p90,cost,roi,confidence,rice
            growth_projections.csv | month,baseline_new_paying,improved_new_paying,baseline_revenue,improved_revenue,revenue_p10,revenue_p90
            """)
    void columnsStandInThePromisedOrder(String name, String columns) {
        assertThat(csv(Fixtures.evidence(Fixtures.FULL), name)).startsWith(columns);
    }

    @Test
    void figuresAreWrittenUnroundedAndNullsEmpty() {
        Evidence evidence = Fixtures.evidence(Fixtures.FULL);

        assertThat(csv(evidence, "funnel_metrics.csv").lines().skip(1))
                .startsWith("awareness,1,333120,,,,,,0")
                .anyMatch(line -> line.startsWith("activation,3,29870,0.5974,0.5974,0.40259999999999996,"));
        assertThat(csv(evidence, "engagement_metrics.csv")
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow())
                .matches("daily,2024-01-01,\\d+,\\d+,0,0,0,,false");
        assertThat(csv(evidence, "segment_funnel.csv").lines())
                .hasSize(1 + 3 * 7)
                .anyMatch("segment,enterprise,awareness,1,,,,,,,0"::equals);
    }

    @Test
    void aCensoredCellHasItsRowWithoutARate() {
        assertThat(csv(Fixtures.evidence(Fixtures.FULL), "cohort_retention.csv").lines())
                .anyMatch("2024-01-01,23,,900,,,,true"::equals);
    }

    @Test
    void theMatrixHasACellForEveryPeriod() {
        List<String> lines = csv(Fixtures.evidence(Fixtures.FULL), "retention_matrix.csv")
                .lines()
                .toList();

        assertThat(lines).hasSize(25);
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(26));
    }

    @Test
    void aMissingAnswerLeavesTheHeader() {
        assertThat(BundleTables.of(Fixtures.nothing())).hasSize(19).allSatisfy(table -> {
            assertThat(table.rows()).isEmpty();
            assertThat(table.columns()).isNotEmpty();
        });
    }

    @Test
    void aCopiedTableIsCheckedAndCounted() throws IOException {
        String source = "a,b\n1,\"x\ny\"\n2,z\n";
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        long rows = CsvFile.copy(bytes(source), List.of("a", "b"), copy);

        assertThat(rows).isEqualTo(2);
        assertThat(copy.toString(StandardCharsets.UTF_8)).isEqualTo(source);
        assertThatThrownBy(() -> CsvFile.copy(bytes("b,a\n"), List.of("a", "b"), copy))
                .hasMessageContaining("got 'b,a'");
        assertThatThrownBy(() -> CsvFile.copy(bytes(""), List.of("a", "b"), copy))
                .isInstanceOf(IOException.class);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String csv(Evidence evidence, String name) {
        Table table = BundleTables.of(evidence).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            CsvFile.write(table, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
