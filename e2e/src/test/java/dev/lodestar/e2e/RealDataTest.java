package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --exit} on real customers of whom only purchases are known. */
class RealDataTest {
    private static final String UNIT_OF_MONEY = "invoice_paid";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @Test
    void the_cdnow_sample_runs_to_a_bundle_and_what_it_cannot_measure_is_null_with_its_reason() throws IOException {
        Path data = Path.of("src/test/resources/cdnow").toAbsolutePath();
        Path output = scratch.resolve("output");

        Commands.Outcome run =
                new Commands(scratch.resolve("state")).run("run", "--exit", "--data=" + data, "--output=" + output);

        assertThat(run.exitCode()).as(run.output()).isZero();
        JsonNode summary = new ObjectMapper()
                .readTree(output.resolve("metrics_summary.json").toFile());
        assertThat(summary.get("total_users").asLong()).isEqualTo(2357);
        assertThat(summary.get("total_events").asLong()).isEqualTo(6919);
        assertThat(summary.get("daily_active_users").isNull()).isTrue();
        assertThat(summary.get("reasons").get("daily_active_users").asText()).isEqualTo("no_activity_events");
        assertThat(output.resolve("executive_dashboard.html")).isNotEmptyFile();
        assertThat(output.resolve("user_events.csv")).doesNotExist();
        assertRevenueAddsUp(data, output);
    }

    private static void assertRevenueAddsUp(Path data, Path output) throws IOException {
        ObjectMapper json = new ObjectMapper();
        double paid = 0;
        for (Map<String, String> event :
                CsvFile.read(data.resolve("user_events.csv")).rows()) {
            assertThat(event).containsEntry("event_type", UNIT_OF_MONEY);
            paid += json.readTree(event.getOrDefault("properties", "{}"))
                    .get("amount")
                    .asDouble();
        }
        List<Map<String, String>> cohorts =
                CsvFile.read(output.resolve("cohort_ltv.csv")).rows();
        double reported = cohorts.stream()
                .filter(row -> !row.getOrDefault("cohort", "").isEmpty())
                .mapToDouble(row -> Double.parseDouble(row.getOrDefault("revenue", "0")))
                .sum();
        assertThat(reported).isCloseTo(paid, offset(0.005));
        assertThat(Files.readString(output.resolve("analytics_framework_report.txt")))
                .contains("EXECUTIVE SUMMARY");
    }
}
