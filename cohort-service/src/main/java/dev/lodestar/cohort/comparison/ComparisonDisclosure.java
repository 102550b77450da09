package dev.lodestar.cohort.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * Both sides have the same users in every period, some of them active. Tests follow from the counts of both sides; those adjusted for each other, from all
 * of them.
 *
 * @param first what the fields of one side begin with
 * @param second the same of the other
 */
record ComparisonDisclosure(String first, String second) implements Disclosure {
    private static final List<String> TESTS = List.of("difference", "ci_low", "ci_high", "z", "p_value");

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        int one = figures.count(answer.path(first), "users");
        int other = figures.count(answer.path(second), "users");
        List<Integer> all = new ArrayList<>(List.of(one, other));
        for (JsonNode period : answer.path("periods")) {
            figures.open(period, "period");
            int oneActive = side(period, first, one, figures);
            int otherActive = side(period, second, other, figures);
            figures.follow(period, TESTS, one, other, oneActive, otherActive);
            figures.line(period);
            all.addAll(List.of(oneActive, otherActive));
        }
        int[] everything = all.stream().mapToInt(Integer::intValue).toArray();
        answer.path("periods").forEach(period -> figures.follows(period, "p_adjusted", everything));
        figures.follow(answer.path("log_rank"), List.of("chi_square", "p_value"), everything);
    }

    private static int side(JsonNode period, String side, int size, Figures figures) {
        int active = figures.count(period, side + "_active");
        figures.part(size, active);
        figures.follows(period, side + "_size", size);
        figures.follows(period, side + "_rate", active, size);
        return active;
    }
}
