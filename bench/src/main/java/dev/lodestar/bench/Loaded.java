package dev.lodestar.bench;

import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, loaded once. Benchmarks run in the process that loaded the data, all questions one after the other, as in a service;
 * a fork a benchmark would load tens of millions of events anew for each, and would let the compiler specialise the scan to one question.
 */
final class Loaded {
    private static @Nullable Loaded current;

    private final BenchData data;
    private final @Nullable DuckDb peer;

    /** By block of users: the instants of its events, in 8 bytes each. */
    private final List<long[]> timestamps;

    private Loaded(BenchData data, @Nullable DuckDb peer) {
        this.data = data;
        this.peer = peer;
        this.timestamps = data.views().values().stream()
                .flatMap(view -> view.blocks().stream())
                .map(Loaded::timestamps)
                .toList();
    }

    static synchronized void set(BenchData data, @Nullable DuckDb peer) {
        current = new Loaded(data, peer);
    }

    static synchronized BenchData data() {
        return Objects.requireNonNull(current, "nothing is loaded").data;
    }

    static synchronized List<long[]> timestamps() {
        return Objects.requireNonNull(current, "nothing is loaded").timestamps;
    }

    private static long[] timestamps(UserBlock block) {
        long[] timestamps = new long[block.eventStart(block.size())];
        Arrays.setAll(timestamps, block::time);
        return timestamps;
    }

    static synchronized DuckDb peer() {
        return Objects.requireNonNull(Objects.requireNonNull(current, "nothing is loaded").peer, "no peer is loaded");
    }

    /** The answers of both engines must be the same, figure by figure. */
    static void check(List<Question> questions) {
        for (Question question : questions) {
            question.read(question.ask(data().oneThread())).mustEqual(peer().ask(question), question.title());
        }
    }
}
