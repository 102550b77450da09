package dev.lodestar.ingest.replay;

import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import dev.lodestar.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /quality/quarantine/replay}: which refused rows to try again. Every field narrows, and may be left out.
 *
 * @param dataSet {@code events}, {@code profiles} or {@code acquisition}
 * @param code a code of the data-quality rules
 * @param importId rows of one file
 * @param ids single rows, by the ids of {@code GET /quality/quarantine}; at most {@link #MAX_IDS}
 * @param cursor {@code next_cursor} of the answer before
 * @param limit how many rows to try at most, {@link #DEFAULT_LIMIT} unless given, at most {@link #MAX_LIMIT}
 */
public record ReplayRequest(
        @Nullable String dataSet,
        @Nullable String code,
        @Nullable UUID importId,
        @Nullable List<Long> ids,
        @Nullable Long cursor,
        @Nullable Integer limit) {
    static final ReplayRequest ALL = new ReplayRequest(null, null, null, null, null, null);
    static final int MAX_IDS = 1_000;
    static final int DEFAULT_LIMIT = 10_000;
    /** As many as a file may have, unless that was set higher: identical rows are told apart within a call. */
    static final int MAX_LIMIT = 1_000_000;

    /** Names the field that is not possible, and what would be. */
    ReplayRequest checked() {
        oneOf("data_set", dataSet, DataSet.values(), DataSet::wireName);
        oneOf("code", code, QualityCode.values(), QualityCode::wireName);
        if (ids != null && (ids.isEmpty() || ids.size() > MAX_IDS || ids.contains(null))) {
            throw ProblemException.invalid("ids", ids.size() + " ids", "1 to " + MAX_IDS + " ids of rows");
        }
        if (cursor != null && cursor < 0) {
            throw ProblemException.invalid("cursor", cursor, "next_cursor of the answer before");
        }
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw ProblemException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
        return this;
    }

    int limitOrDefault() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    private static <T> void oneOf(String field, @Nullable String given, T[] values, Function<T, String> wireName) {
        List<String> possible = Arrays.stream(values).map(wireName).toList();
        if (given != null && !possible.contains(given)) {
            throw ProblemException.invalid(field, given, "one of " + String.join(", ", possible));
        }
    }
}
