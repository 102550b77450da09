package dev.lodestar.metrics.northstar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.ArrayList;
import java.util.List;

/** Few workspaces are few users. The figures on top are those of the last complete weeks; a mean is of all of them. */
final class NorthStarDisclosure implements Disclosure {
    private static final int MEAN_WEEKS = 4;

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        List<Integer> complete = new ArrayList<>();
        for (JsonNode week : answer.path("weekly")) {
            int value = week(week, answer.path("unit").asText().equals("user"), figures);
            if (value != Figures.NONE && !week.path("partial").asBoolean()) {
                complete.add(value);
            }
        }
        figures.open(answer, "target");
        int trendWeeks = answer.path("definition").path("trend_weeks").asInt();
        figures.follows(answer, "current", last(complete, 1));
        figures.follows(answer, "attainment", last(complete, 1));
        figures.follows(answer, "previous", complete.size() < 2 ? Figures.NONE : complete.get(complete.size() - 2));
        figures.follows(answer, "four_week_mean", last(complete, MEAN_WEEKS));
        figures.follows(answer, "forecast_date", last(complete, trendWeeks));
    }

    /** In users the value is the collaborators, whom the rate tells too. */
    private static int week(JsonNode week, boolean inUsers, Figures figures) {
        int value = figures.count(week, "value");
        int active = figures.count(week, "weekly_active_users");
        int collaborators = figures.count(
                week,
                "collaboration_rate",
                Math.round(week.path("collaboration_rate").asDouble() * figures.users(active)));
        figures.part(active, collaborators);
        figures.follows(week, "collaboration_rate", active);
        if (inUsers) {
            figures.sum(value, collaborators);
        }
        figures.line(week);
        return value;
    }

    private static int[] last(List<Integer> weeks, int number) {
        return weeks.subList(Math.max(0, weeks.size() - number), weeks.size()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
