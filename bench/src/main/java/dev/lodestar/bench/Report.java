package dev.lodestar.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The table of a run. */
final class Report {
    private static final String READ_BOUND = "readBound";
    private static final String DASHBOARD = "dashboard";
    private static final String DASHBOARD_AT_ONCE = "dashboardAtOnce";
    private static final String ALL = "all";

    private final BenchSize size;
    private final BenchData data;
    private final Machine before;
    private final Machine after;
    private final Collection<RunResult> results;

    Report(BenchSize size, BenchData data, Machine before, Machine after, Collection<RunResult> results) {
        this.size = size;
        this.data = data;
        this.before = before;
        this.after = after;
        this.results = results;
    }

    /** The table with a heading, for a page. */
    String markdown(@Nullable String peerVersion) {
        DoubleSummaryStatistics bounds = Arrays.stream(Question.values())
                .mapToDouble(question -> cpu(READ_BOUND, question))
                .filter(bound -> !Double.isNaN(bound))
                .summaryStatistics();
        StringBuilder page = new StringBuilder();
        page.append(String.format(
                Locale.ROOT,
                "### %s: %,d users, %,d events%n%n%s.%n"
                        + "Reading the timestamps once, after each question, takes %.1f to %.1f ms of CPU. Columns take %.1f B an event, the heap %.1f B all in.%n%n",
                size,
                size.users(),
                data.eventCount(),
                before.describe(after),
                bounds.getMin(),
                bounds.getMax(),
                (double) data.columnBytes() / data.eventCount(),
                (double) data.heapBytes() / data.eventCount()));
        page.append(String.format(
                "| question | engine, one thread, CPU | of the read bound | DuckDB%s, CPU | ratio |%n",
                peerVersion == null ? "" : " " + peerVersion));
        page.append(String.format("|---|---|---|---|---|%n"));
        double peerSum = 0;
        for (Question question : Question.values()) {
            double engine = cpu("engine", question);
            double peer = cpu("duckdb", question);
            peerSum += peer;
            if (!Double.isNaN(engine)) {
                page.append(row(question.title(), engine, cpu(READ_BOUND, question), peer));
            }
        }
        String beside = Double.isNaN(peerSum)
                ? ""
                : String.format(
                        Locale.ROOT, "; DuckDB %.0f ms of CPU, %.0f times as much", peerSum, peerSum / cpu(ALL, null));
        page.append(String.format(
                Locale.ROOT,
                "%nAll of them one after the other on two threads: %.1f ms wall, %.1f ms of CPU%s. A dashboard, which asks all but the "
                        + "five steps and the weekly retention by segment: %.1f ms wall, %.1f ms of CPU; all at once, as a page "
                        + "asks them, %.1f ms wall.%n",
                wall(ALL, null),
                cpu(ALL, null),
                beside,
                wall(DASHBOARD, null),
                cpu(DASHBOARD, null),
                wall(DASHBOARD_AT_ONCE, null)));
        return page.toString();
    }

    private static String row(String title, double engine, double bound, double peer) {
        String beside = Double.isNaN(peer)
                ? "not asked | "
                : String.format(Locale.ROOT, "%.0f ms | %.0fx", peer, peer / engine);
        return String.format(Locale.ROOT, "| %s | %.2f ms | %.1fx | %s |%n", title, engine, engine / bound, beside);
    }

    private double cpu(String benchmark, @Nullable Question question) {
        RunResult run = run(benchmark, question);
        Result<?> result = run == null ? null : run.getSecondaryResults().get(CpuTimeProfiler.NAME);
        return result == null ? Double.NaN : result.getScore();
    }

    private double wall(String benchmark, @Nullable Question question) {
        return Objects.requireNonNull(run(benchmark, question))
                .getPrimaryResult()
                .getScore();
    }

    private @Nullable RunResult run(String benchmark, @Nullable Question question) {
        return results.stream()
                .filter(run -> run.getParams().getBenchmark().endsWith("." + benchmark))
                .filter(run -> question == null
                        || question.name().equals(run.getParams().getParam("question")))
                .findFirst()
                .orElse(null);
    }

    /** Replaces the part of the page that this size had before. */
    void writeInto(Path page, String table) throws IOException {
        String begin = "<!-- bench " + size + " -->\n";
        String end = "<!-- end of bench " + size + " -->\n";
        String text = Files.readString(page);
        String part = begin + table + end;
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        String written = from < 0 || to < from
                ? text + "\n" + part
                : text.substring(0, from) + part + text.substring(to + end.length());
        Files.writeString(page, written);
    }
}
