package dev.lodestar.bench;

import dev.lodestar.engine.query.Shards;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Each question on one thread of the engine, and on all threads of DuckDB; and beside it the bound: reading every timestamp once, on one thread. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets them
public class QuestionBenchmark {
    @Param
    public Question question;

    private Shards shards;
    private List<long[]> timestamps;

    @Setup
    public void load() {
        shards = Loaded.data().oneThread();
        timestamps = Loaded.timestamps();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    public Object engine() {
        return question.ask(shards);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 3, time = 1)
    public long readBound() {
        long sum = 0;
        for (long[] block : timestamps) {
            for (long timestamp : block) {
                sum += timestamp;
            }
        }
        return sum;
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public Object duckdb() {
        return Loaded.peer().ask(question);
    }
}
