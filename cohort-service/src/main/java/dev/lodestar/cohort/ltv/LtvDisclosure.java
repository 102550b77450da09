package dev.lodestar.cohort.ltv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Of a cohort some pay and the rest does not; cohorts add up to all, which other answers show too, so that cohorts give way, and channels likewise. Amounts are shown where those who paid them are, so that they cannot be told by
 * subtraction where the payers cannot; movements of a month tell of the month before too.
 */
final class LtvDisclosure implements Disclosure {
    private static final List<String> AMOUNTS = List.of(
            "revenue", "arpu", "arppu", "ltv_to_date", "ltv_projected", "ltv_low", "ltv_high", "conversion_rate");
    private static final String CUMULATIVE = "cumulative_revenue_per_user";
    private static final List<String> MOVEMENTS =
            List.of("new", "expansion", "contraction", "churned", "reactivated", "nrr", "grr", "quick_ratio");

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        JsonNode total = answer.path("total");
        int size = figures.count(total, "cohort_size");
        int paying = paying(total, size, figures);
        figures.settle();
        JsonNode channels = answer.path("channels");
        int[] channelSizes = channelSizes(channels, size, figures);
        figures.settle();
        List<Integer> sizes = new ArrayList<>();
        List<Integer> payers = new ArrayList<>();
        for (JsonNode cohort : answer.path("cohorts")) {
            int cohortSize = figures.count(cohort, "cohort_size");
            int cohortPaying = paying(cohort, cohortSize, figures);
            figures.follows(cohort, CUMULATIVE, cohortSize, cohortPaying);
            figures.line(cohort);
            sizes.add(cohortSize);
            payers.add(cohortPaying);
        }
        figures.sum(size, ints(sizes));
        figures.sum(paying, ints(payers));
        channelPayers(channels, channelSizes, paying, figures);
        figures.follows(total, CUMULATIVE, size, paying);
        figures.follows(total, CUMULATIVE, ints(sizes));
        figures.follows(total, CUMULATIVE, ints(payers));
        months(answer.path("mrr"), figures);
    }

    /** Channels are the users of all cohorts once more; how many each brought is decided early, as other answers show it too. */
    private static int[] channelSizes(JsonNode channels, int size, Figures figures) {
        List<Integer> sizes = new ArrayList<>();
        channels.forEach(channel -> sizes.add(figures.count(channel, "cohort_size")));
        if (!sizes.isEmpty()) {
            figures.sum(size, ints(sizes));
        }
        return ints(sizes);
    }

    private static void channelPayers(JsonNode channels, int[] sizes, int paying, Figures figures) {
        int[] payers = new int[sizes.length];
        for (int i = 0; i < payers.length; i++) {
            payers[i] = paying(channels.path(i), sizes[i], figures);
        }
        if (payers.length > 0) {
            figures.sum(paying, payers);
        }
    }

    private static int paying(JsonNode cohort, int size, Figures figures) {
        int paying = figures.count(cohort, "paying_users");
        figures.part(size, paying);
        figures.follow(cohort, AMOUNTS, size, paying);
        return paying;
    }

    private static void months(JsonNode months, Figures figures) {
        int before = Figures.NONE;
        for (JsonNode month : months) {
            int paying = figures.count(month, "paying_users");
            figures.follows(month, "mrr", paying);
            figures.follow(month, MOVEMENTS, IntStream.of(before, paying).toArray());
            before = paying;
        }
    }

    private static int[] ints(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).toArray();
    }
}
