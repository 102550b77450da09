package dev.lodestar.cohort.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Of a cohort some are active in a period and the rest are not; columns are pooled over the cohorts with a value; groups add up to all. The matrix of all
 * users is the same with and without a breakdown, so it is decided first, and groups give way.
 */
final class RetentionDisclosure implements Disclosure {
    private static final List<String> RATES = List.of("retention_rate", "ci_low", "ci_high");

    /**
     * The counts of a matrix.
     *
     * @param sizes by cohort
     * @param active by cohort and column
     * @param pooled active users and size by column
     */
    private record Matrix(
            Map<String, Integer> sizes,
            Map<String, Integer> active,
            Map<String, Integer> pooled,
            List<Integer> cohorts) {
        Matrix() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        }
    }

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        boolean nested = answer.path("mode").asText().equals(RetentionMode.ON_OR_AFTER.wireName());
        JsonNode groups = answer.path("groups");
        int users = users(answer, figures);
        Matrix all = matrix(answer, nested, !groups.isArray(), figures);
        figures.sum(users, ints(all.cohorts));
        figures.settle();
        List<Matrix> parts = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode group : groups) {
            figures.open(group, "values");
            Matrix part = matrix(group, nested, true, figures);
            int size = figures.count(group, "size");
            figures.sum(size, ints(part.cohorts));
            sizes.add(size);
            parts.add(part);
        }
        if (!parts.isEmpty()) {
            figures.sum(users, ints(sizes));
            all.sizes.forEach((key, total) -> figures.sum(total, of(parts, Matrix::sizes, key)));
            all.active.forEach((key, total) -> figures.sum(total, of(parts, Matrix::active, key)));
            all.pooled.forEach((key, total) -> figures.sum(total, of(parts, Matrix::pooled, key)));
        }
    }

    /** How many there are together stands here nowhere, but in the funnel and with the revenue. */
    private static int users(ObjectNode answer, Figures figures) {
        long users = 0;
        for (JsonNode cohort : answer.path("cohorts")) {
            users += cohort.path("size").asLong();
        }
        int count = figures.elsewhere(users);
        figures.settle();
        return count;
    }

    /** What the groups have at a place; a group that has nothing there has nobody. */
    private static int[] of(List<Matrix> parts, Function<Matrix, Map<String, Integer>> counts, String key) {
        return parts.stream()
                .map(part -> counts.apply(part).getOrDefault(key, Figures.NONE))
                .filter(count -> count != Figures.NONE)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Matrix matrix(JsonNode rows, boolean nested, boolean inTable, Figures figures) {
        Matrix matrix = new Matrix();
        Map<Integer, List<Integer>> columns = new HashMap<>();
        Map<Integer, List<Integer>> columnSizes = new HashMap<>();
        for (JsonNode cohort : rows.path("cohorts")) {
            String start = cohort.path("cohort").asText();
            int size = figures.count(cohort, "size");
            matrix.sizes.put(start, size);
            matrix.cohorts.add(size);
            int before = Figures.NONE;
            for (JsonNode cell : cohort.path("cells")) {
                int period = cell.path("period").asInt();
                int active = cell(cell, size, figures);
                if (nested) {
                    figures.part(before, active);
                    before = active;
                }
                if (active != Figures.NONE) {
                    matrix.active.put(start + '/' + period, active);
                    columns.computeIfAbsent(period, ignored -> new ArrayList<>())
                            .add(active);
                    columnSizes
                            .computeIfAbsent(period, ignored -> new ArrayList<>())
                            .add(size);
                }
                if (inTable) {
                    figures.line(cohort, cell);
                }
            }
        }
        for (JsonNode column : rows.path("pooled")) {
            int period = column.path("period").asInt();
            figures.open(column, "period");
            int active = figures.count(column, "active_users");
            int size = figures.count(column, "cohort_size");
            figures.part(size, active);
            figures.follow(column, RATES, active, size);
            figures.sum(active, ints(columns.getOrDefault(period, List.of())));
            figures.sum(size, ints(columnSizes.getOrDefault(period, List.of())));
            matrix.pooled.put("active/" + period, active);
            matrix.pooled.put("size/" + period, size);
        }
        return matrix;
    }

    private static int cell(JsonNode cell, int size, Figures figures) {
        int active = figures.count(cell, "active_users");
        figures.open(cell, "period");
        figures.part(size, active);
        figures.follow(cell, RATES, active, size);
        return active;
    }

    private static int[] ints(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).toArray();
    }
}
