package dev.lodestar.cohort.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Of a cohort some are active in a period and the rest are not; columns are pooled over the cohorts with a value; groups add up to all. Decided first is
 * what says most: the sizes and the pooled columns, then the cells, which give way to them. The matrix of all users is the same with and without a
 * breakdown, so groups give way to it.
 */
final class RetentionDisclosure implements Disclosure {
    private static final List<String> RATES = List.of("retention_rate", "ci_low", "ci_high");
    private static final String PERIOD = "period";
    private static final String ACTIVE_USERS = "active_users";

    /** What a count of a matrix stands for. */
    private record Place(String what, String cohort, int period) {}

    /**
     * The counts of a matrix.
     *
     * @param sizes of the cohorts
     * @param pooled active users by period
     * @param outline sizes and pooled counts by place, where there are groups, which add up place by place; empty where there are not
     * @param cells the same of the cells: a daily matrix has very many
     */
    private record Matrix(
            List<Integer> sizes, Map<Integer, Integer> pooled, Map<Place, Integer> outline, Map<Place, Integer> cells) {
        Matrix() {
            this(new ArrayList<>(), new HashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        boolean nested = answer.path("mode").asText().equals(RetentionMode.ON_OR_AFTER.wireName());
        JsonNode groups = answer.path("groups");
        int users = users(answer, figures);
        Reading reading = new Reading(figures, nested, groups.isArray());
        Matrix all = reading.outline(answer);
        figures.sum(users, ints(all.sizes));
        figures.settle();
        reading.cells(answer, all, !groups.isArray());
        if (!groups.isArray()) {
            return;
        }
        figures.settle();
        List<Matrix> parts = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode group : groups) {
            figures.open(group, "values");
            Matrix part = reading.outline(group);
            int size = figures.count(group, "size");
            figures.sum(size, ints(part.sizes));
            sizes.add(size);
            parts.add(part);
        }
        if (parts.isEmpty()) {
            return;
        }
        figures.sum(users, ints(sizes));
        all.outline.forEach((place, total) -> figures.sum(total, of(parts, Matrix::outline, place)));
        figures.settle();
        for (int g = 0; g < groups.size(); g++) {
            reading.cells(groups.get(g), parts.get(g), true);
        }
        all.cells.forEach((place, total) -> figures.sum(total, of(parts, Matrix::cells, place)));
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
    private static int[] of(List<Matrix> parts, Function<Matrix, Map<Place, Integer>> counts, Place place) {
        return parts.stream()
                .map(part -> counts.apply(part).getOrDefault(place, Figures.NONE))
                .filter(count -> count != Figures.NONE)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] ints(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Declares the matrices of one answer. */
    private record Reading(Figures figures, boolean nested, boolean hasGroups) {

        /** Declares the sizes of the cohorts and the pooled columns. */
        Matrix outline(JsonNode rows) {
            Matrix matrix = new Matrix();
            Map<Integer, BitSet> measured = new HashMap<>();
            for (JsonNode cohort : rows.path("cohorts")) {
                int row = matrix.sizes.size();
                int size = figures.count(cohort, "size");
                matrix.sizes.add(size);
                put(matrix.outline, new Place("size", cohort.path("cohort").asText(), 0), size);
                for (JsonNode cell : cohort.path("cells")) {
                    if (cell.path(ACTIVE_USERS).isNumber()) {
                        measured.computeIfAbsent(cell.path(PERIOD).asInt(), ignored -> new BitSet())
                                .set(row);
                    }
                }
            }
            BitSet cohortsBefore = new BitSet();
            int sizeBefore = Figures.NONE;
            for (JsonNode column : rows.path("pooled")) {
                int period = column.path(PERIOD).asInt();
                BitSet cohorts = measured.getOrDefault(period, new BitSet());
                int size = pooled(matrix, column);
                pool(matrix, size, cohorts, sizeBefore, cohortsBefore);
                cohortsBefore = cohorts;
                sizeBefore = size;
            }
            return matrix;
        }

        private int pooled(Matrix matrix, JsonNode column) {
            int period = column.path(PERIOD).asInt();
            figures.open(column, PERIOD);
            int active = figures.count(column, ACTIVE_USERS);
            int size = figures.count(column, "cohort_size");
            figures.part(size, active);
            figures.follow(column, RATES, active, size);
            matrix.pooled.put(period, active);
            put(matrix.outline, new Place("pooled", "", period), active);
            put(matrix.outline, new Place("pooled size", "", period), size);
            return size;
        }

        /** A column has mostly fewer cohorts than the one before it: so is said with few counts what is the sum of which. */
        private void pool(Matrix matrix, int size, BitSet cohorts, int sizeBefore, BitSet cohortsBefore) {
            BitSet gone = (BitSet) cohortsBefore.clone();
            gone.andNot(cohorts);
            boolean fewer = sizeBefore != Figures.NONE
                    && size != Figures.NONE
                    && gone.cardinality() + cohorts.cardinality() == cohortsBefore.cardinality();
            if (fewer) {
                figures.sum(
                        sizeBefore,
                        IntStream.concat(IntStream.of(size), sizes(matrix, gone))
                                .toArray());
            } else {
                figures.sum(size, sizes(matrix, cohorts).toArray());
            }
        }

        private static IntStream sizes(Matrix matrix, BitSet cohorts) {
            return cohorts.stream().map(matrix.sizes::get);
        }

        /** Declares the cells of a matrix whose outline has been declared. */
        void cells(JsonNode rows, Matrix matrix, boolean inTable) {
            Map<Integer, List<Integer>> columns = new HashMap<>();
            int row = 0;
            for (JsonNode cohort : rows.path("cohorts")) {
                String start = cohort.path("cohort").asText();
                int size = matrix.sizes.get(row++);
                int before = Figures.NONE;
                for (JsonNode cell : cohort.path("cells")) {
                    int period = cell.path(PERIOD).asInt();
                    int active = cell(cell, size);
                    if (nested) {
                        figures.part(before, active);
                        before = active;
                    }
                    if (active != Figures.NONE) {
                        put(matrix.cells, new Place("active", start, period), active);
                        columns.computeIfAbsent(period, ignored -> new ArrayList<>())
                                .add(active);
                    }
                    if (inTable) {
                        figures.line(cohort, cell);
                    }
                }
            }
            matrix.pooled.forEach(
                    (period, active) -> figures.sum(active, ints(columns.getOrDefault(period, List.of()))));
        }

        private int cell(JsonNode cell, int size) {
            int active = figures.count(cell, ACTIVE_USERS);
            figures.open(cell, PERIOD);
            figures.part(size, active);
            figures.follow(cell, RATES, active, size);
            return active;
        }

        private void put(Map<Place, Integer> places, Place place, int count) {
            if (hasGroups) {
                places.put(place, count);
            }
        }
    }
}
