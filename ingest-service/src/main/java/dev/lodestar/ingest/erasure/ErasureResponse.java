package dev.lodestar.ingest.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of an erasure. It names no user.
 *
 * @param state counting, settling, verifying or done
 * @param returning blocked or new_person: what becomes of rows that come under the id later
 * @param stores every store that can hold something of a single user
 * @param elsewhere what is not erased, and why nothing of the person is left in it
 */
record ErasureResponse(
        UUID id,
        String state,
        String returning,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant completedAt,
        List<Store> stores,
        List<Elsewhere> elsewhere) {
    private static final List<Elsewhere> ELSEWHERE = List.of(
            new Elsewhere(
                    "kafka timeline.v1",
                    "unlinkable",
                    "the log keeps its records under a random pseudonym that nothing links to the person any more, with properties of the tracking plan only;"
                            + " whoever reads the log meets the erasure after them"),
            new Elsewhere(
                    "report-service runs and figures, growth-service",
                    "aggregates",
                    "they hold counts and rates of groups"),
            new Elsewhere(
                    "gateway audit log",
                    "keyed reference",
                    "calls about the user stand under a keyed hash, as proof of what was done"));

    /**
     * A store.
     *
     * @param found rows of the user when the erasure began; null when they were not counted in time
     * @param remaining rows of the user, counted after the erasure; null before that
     */
    record Store(
            String service,
            String store,
            @Nullable Long found,
            @Nullable Long remaining,
            @Nullable Instant verifiedAt) {}

    /** A place that keeps something, and why it may. */
    record Elsewhere(String place, String outcome, String reason) {}

    static ErasureResponse of(Erasure erasure, List<StoreCount> stores) {
        return new ErasureResponse(
                erasure.id(),
                erasure.state().wireName(),
                erasure.returning().wireName(),
                erasure.requestedAt(),
                erasure.requestedBy(),
                erasure.completedAt(),
                stores.stream()
                        .map(store -> new Store(
                                store.service(), store.store(), store.found(), store.remaining(), store.verifiedAt()))
                        .toList(),
                ELSEWHERE);
    }
}
