package dev.lodestar.bench;

import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.timeline.TimelineView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All questions one after the other on two threads, the same without those that an analyst makes up, and these also at once, as a page asks
 * them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class WholeBenchmark {
    private static final int THREADS = 2;

    private ParallelShards shards;
    private ExecutorService requests;

    @Setup
    public void load() {
        List<TimelineView> views = List.copyOf(Loaded.data().views().values());
        shards = new ParallelShards(views, THREADS);
        requests = ParallelShards.pool(Question.ofDashboard().size());
    }

    @TearDown
    public void stop() {
        requests.shutdown();
        shards.close();
    }

    @Benchmark
    public Object all() {
        return ask(List.of(Question.values()));
    }

    @Benchmark
    public Object dashboard() {
        return ask(Question.ofDashboard());
    }

    /** Each by a thread of its own, as of each request; the scans share the two. */
    @Benchmark
    public Object dashboardAtOnce() {
        List<CompletableFuture<List<Tally>>> answers = Question.ofDashboard().stream()
                .map(question -> CompletableFuture.supplyAsync(() -> question.ask(shards), requests))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private List<List<Tally>> ask(List<Question> questions) {
        List<List<Tally>> answers = new ArrayList<>();
        for (Question question : questions) {
            answers.add(question.ask(shards));
        }
        return answers;
    }
}
