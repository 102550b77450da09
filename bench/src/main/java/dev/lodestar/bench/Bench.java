package dev.lodestar.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the measurements: {@code Bench [S|L|XL] [--engine-only] [--questions=SERIES,FUNNEL] [--no-ingest] [--brief]}. A whole run at L or XL writes its
 * table into {@code docs/internals/performance.md}; S is for trying things, and its table is only printed, as with any option.
 */
public final class Bench {
    private static final Path PAGE = Path.of("docs/internals/performance.md");
    private static final String ENGINE_ONLY = "--engine-only";
    private static final String NO_INGEST = "--no-ingest";
    private static final String BRIEF = "--brief";
    private static final String QUESTIONS = "--questions=";

    private Bench() {}

    /** See the class. */
    public static void main(String[] arguments)
            throws SQLException, IOException, RunnerException, InterruptedException {
        List<String> options = Arrays.asList(arguments);
        BenchSize size = options.stream()
                .filter(option -> !option.startsWith("--"))
                .map(option -> BenchSize.valueOf(option.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(BenchSize.L);
        boolean engineOnly = options.contains(ENGINE_ONLY);
        List<Question> questions = options.stream()
                .filter(option -> option.startsWith(QUESTIONS))
                .flatMap(option ->
                        Arrays.stream(option.substring(QUESTIONS.length()).split(",")))
                .map(Question::valueOf)
                .toList();
        Machine before = Machine.now();
        try (DuckDb peer = engineOnly ? null : new DuckDb(Runtime.getRuntime().availableProcessors())) {
            BenchData data = load(size, peer);
            List<Question> asked = questions.isEmpty() ? List.of(Question.values()) : questions;
            if (peer != null) {
                Loaded.check(asked);
            }
            Report report =
                    new Report(size, data, before, Machine.now(), measure(asked, engineOnly, options.contains(BRIEF)));
            String table = report.markdown(peer == null ? null : peer.version())
                    + (options.contains(NO_INGEST) ? "" : "\n" + new UnderIngest(size, data).measure());
            System.out.println(table);
            if (size != BenchSize.S && !engineOnly && questions.isEmpty()) {
                report.writeInto(PAGE, table);
            }
        }
    }

    private static BenchData load(BenchSize size, @Nullable DuckDb peer) throws SQLException {
        long begun = System.nanoTime();
        BenchData data = BenchData.generate(size, peer == null ? user -> {} : peer::add);
        if (peer != null) {
            peer.finish();
        }
        Loaded.set(data, peer);
        System.out.printf(
                Locale.ROOT, "Loaded %,d events in %.1f s%n", data.eventCount(), (System.nanoTime() - begun) / 1e9);
        return data;
    }

    /** Question by question, the engine, its peer and the bound one right after the other: the machine is not as fast at any time. */
    private static Collection<RunResult> measure(List<Question> questions, boolean engineOnly, boolean brief)
            throws RunnerException {
        Collection<RunResult> results = new ArrayList<>();
        String ofQuestion = QuestionBenchmark.class.getName() + (engineOnly ? "\\.(engine|readBound)" : "");
        for (Question question : questions) {
            results.addAll(run(options(ofQuestion, brief).param("question", question.name())));
        }
        results.addAll(run(options(WholeBenchmark.class.getName(), brief)));
        return results;
    }

    private static ChainedOptionsBuilder options(String benchmarks, boolean brief) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks)
                .addProfiler(CpuTimeProfiler.class)
                .shouldDoGC(true)
                .forks(0);
        return brief ? options.warmupIterations(2).measurementIterations(3) : options;
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }
}
