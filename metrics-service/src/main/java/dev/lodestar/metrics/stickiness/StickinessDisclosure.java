package dev.lodestar.metrics.stickiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who is active on a day is so in the week and the month that end with it, and those who are not are groups too. The classes of the histogram add up, and
 * the days of all users are the same whether they are counted day by day or user by user.
 */
final class StickinessDisclosure implements Disclosure {
    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        JsonNode series = answer.path("series");
        int[] perDay = new int[series.size()];
        for (int i = 0; i < perDay.length; i++) {
            perDay[i] = day(series.path(i), figures);
        }
        JsonNode histogram = answer.path("histogram");
        int[] atLeast = new int[histogram.size()];
        for (int i = atLeast.length - 1; i >= 0; i--) {
            JsonNode bucket = histogram.path(i);
            figures.open(bucket, "active_days");
            int users = figures.count(bucket, "users");
            atLeast[i] = figures.count(bucket, "users_at_least");
            if (i == atLeast.length - 1) {
                figures.sum(atLeast[i], users);
            } else {
                figures.sum(atLeast[i], users, atLeast[i + 1]);
            }
        }
        boolean some = IntStream.concat(Arrays.stream(perDay), Arrays.stream(atLeast))
                .anyMatch(count -> count != Figures.NONE);
        if (some) {
            figures.balance(atLeast, perDay);
        }
    }

    private static int day(JsonNode day, Figures figures) {
        int dau = figures.count(day, "dau");
        int wau = figures.count(day, "wau");
        int mau = figures.count(day, "mau");
        figures.part(wau, dau);
        figures.part(mau, wau == Figures.NONE ? dau : wau);
        figures.follows(day, "dau_wau_ratio", dau, wau);
        figures.follows(day, "dau_mau_ratio", dau, mau);
        figures.follows(day, "wau_mau_ratio", wau, mau);
        figures.line(day);
        return dau;
    }
}
