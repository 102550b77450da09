package dev.lodestar.report.bundle;

import dev.lodestar.report.answer.domain.RunFacts;
import dev.lodestar.report.artifact.BundleDraft;
import dev.lodestar.report.table.CsvFile;
import dev.lodestar.report.table.domain.BundleTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The files that the metrics service serves: the seven queries and the table of single users. */
@ApplicationScoped
class MetricsFiles {
    private static final Logger LOG = Logger.getLogger(MetricsFiles.class);
    private static final List<String> QUERIES = List.of(
            "dau_mau_metrics",
            "north_star_metric",
            "feature_adoption",
            "power_users",
            "funnel_analysis",
            "cohort_retention",
            "revenue_metrics");

    private final MetricsClient metrics;

    MetricsFiles(@RestClient MetricsClient metrics) {
        this.metrics = metrics;
    }

    /**
     * One task per file.
     *
     * @param from first day as it was asked for; null for the default of the data, which is not the same as naming that day: trailing windows
     *     are null at a default beginning
     * @param lacking where a task notes the reason, by file name, when its file cannot be had
     */
    List<BundleComposer.FileTask> tasks(
            RunFacts run, @Nullable String from, BundleDraft draft, Map<String, String> lacking) {
        List<BundleComposer.FileTask> tasks = new ArrayList<>();
        tasks.add(() -> attempt("activation.csv", lacking, () -> activation(run, from, draft)));
        for (String query : QUERIES) {
            String file = "sql/" + query + ".sql";
            tasks.add(() -> attempt(
                    file,
                    lacking,
                    () -> draft.text(file, metrics.sql(query, "postgresql", from, run.to(), run.segment()))));
        }
        return tasks;
    }

    private void activation(RunFacts run, @Nullable String from, BundleDraft draft) throws IOException {
        try (InputStream users = metrics.activationUsers(run.runId(), from, run.to(), run.segment())) {
            draft.file("activation.csv", out -> CsvFile.copy(users, BundleTables.ACTIVATION_COLUMNS, out));
        }
    }

    private static void attempt(String file, Map<String, String> lacking, BundleComposer.FileTask task) {
        try {
            task.write();
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "A file of the bundle could not be had from the metrics service, file=%s", file);
            lacking.put(file, "the metrics service did not serve it");
        }
    }
}
