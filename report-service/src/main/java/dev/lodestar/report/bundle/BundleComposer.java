package dev.lodestar.report.bundle;

import dev.lodestar.report.answer.AnswerReader;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.artifact.BundleDraft;
import dev.lodestar.report.artifact.BundleStore;
import dev.lodestar.report.dashboard.DashboardPage;
import dev.lodestar.report.figure.FigureFiles;
import dev.lodestar.report.figure.domain.BundleFigures;
import dev.lodestar.report.figure.domain.Figure;
import dev.lodestar.report.narrative.domain.Narrative;
import dev.lodestar.report.notebook.Notebook;
import dev.lodestar.report.table.CsvFile;
import dev.lodestar.report.table.domain.BundleTables;
import dev.lodestar.report.table.domain.Table;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes every file of a bundle, several at a time. Files that come from another service may be missing, and then the bundle is partial; any other
 * failure is a bug and fails the whole.
 */
@ApplicationScoped
public class BundleComposer {
    private final BundleStore store;
    private final MetricsFiles metricsFiles;
    private final FigureFiles figureFiles;
    private final DashboardPage dashboard;
    private final JsonFiles json;
    private final RunRange range;
    private final MeterRegistry meters;
    private final BusinessMeters business;

    BundleComposer(
            BundleStore store,
            MetricsFiles metricsFiles,
            FigureFiles figureFiles,
            DashboardPage dashboard,
            JsonFiles json,
            RunRange range,
            MeterRegistry meters,
            BusinessMeters business) {
        this.store = store;
        this.metricsFiles = metricsFiles;
        this.figureFiles = figureFiles;
        this.dashboard = dashboard;
        this.json = json;
        this.range = range;
        this.meters = meters;
        this.business = business;
    }

    /** Writes the bundle of a run as a draft. Blocks for as long as that takes. */
    public ComposedBundle compose(RunResults results) throws IOException, InterruptedException {
        Timer.Sample timer = Timer.start(meters);
        BundleDraft draft = store.draft(results.runId());
        try {
            return write(results, draft);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            store.discard(draft);
            throw e;
        } finally {
            timer.stop(meters.timer("lodestar.run.compose"));
        }
    }

    private ComposedBundle write(RunResults results, BundleDraft draft) throws IOException, InterruptedException {
        Evidence evidence = AnswerReader.read(range.facts(results), results.answers(), results.missing());
        List<Figure> figures = BundleFigures.of(evidence);
        Narrative narrative = Narrative.of(evidence);
        Map<String, String> lacking = new ConcurrentSkipListMap<>();
        List<FileTask> tasks = new ArrayList<>();
        figures.forEach(figure -> {
            tasks.add(() -> figureFiles.writePicture(figure, draft));
            tasks.add(() -> figureFiles.writePage(figure, draft));
            tasks.add(() -> figureFiles.writePlotly(figure, draft));
        });
        tasks.add(() -> dashboard.write(evidence, figures, narrative, draft));
        String from = results.from() == null ? null : results.from().toString();
        metricsFiles.tasks(evidence.run(), from, draft, lacking).forEach(tasks::add);
        for (Table table : BundleTables.of(evidence)) {
            tasks.add(() -> draft.file(table.name(), out -> CsvFile.write(table, out)));
        }
        tasks.add(() -> json.writeSummary(results, draft));
        tasks.add(() -> draft.text("analytics_framework_report.txt", narrative.text()));
        tasks.add(() -> Notebook.write(evidence, draft));
        runAll(tasks);
        List<String> missing = missing(evidence, lacking);
        json.writeManifest(results, evidence, missing, draft);
        business.composed(evidence, results.isOfAllData() && results.segment() == null);
        return new ComposedBundle(draft, draft.artifacts(), missing);
    }

    /** One file of the bundle. */
    @FunctionalInterface
    interface FileTask {
        void write() throws IOException;
    }

    private static void runAll(List<FileTask> tasks) throws IOException, InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<@Nullable Void>> running =
                    tasks.stream().map(task -> workers.submit(call(task))).toList();
            for (Future<@Nullable Void> task : running) {
                task.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static Callable<@Nullable Void> call(FileTask task) {
        return () -> {
            task.write();
            return null;
        };
    }

    /** A sentence for each step and each file that is missing. */
    private static List<String> missing(Evidence evidence, Map<String, String> lacking) {
        List<String> sentences = new ArrayList<>();
        evidence.missing().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(step -> sentences.add("step " + step.getKey() + ": " + step.getValue()));
        lacking.forEach((file, reason) -> sentences.add(file + ": " + reason));
        return List.copyOf(sentences);
    }
}
