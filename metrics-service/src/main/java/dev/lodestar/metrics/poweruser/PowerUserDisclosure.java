package dev.lodestar.metrics.poweruser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;

/** The classes of the curve add up; the threshold tells that few users are at it and more before it. */
final class PowerUserDisclosure implements Disclosure {
    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        JsonNode curve = answer.path("curve");
        int[] atLeast = new int[curve.size()];
        for (int i = atLeast.length - 1; i >= 0; i--) {
            int users = figures.count(curve.path(i), "users");
            atLeast[i] = figures.count(curve.path(i), "users_at_least");
            if (i == atLeast.length - 1) {
                figures.sum(atLeast[i], users);
            } else {
                figures.sum(atLeast[i], users, atLeast[i + 1]);
            }
        }
        int all = curve.isEmpty() ? Figures.NONE : atLeast[0];
        int threshold = answer.path("threshold").asInt();
        int power = threshold > 0 ? atLeast[threshold - 1] : Figures.NONE;
        int almost = threshold > 1 ? atLeast[threshold - 2] : Figures.NONE;
        figures.part(all, power);
        figures.open(answer, "top_share");
        figures.follows(answer, "active_users", all);
        figures.follows(answer, "power_users", power, all);
        figures.follows(answer, "threshold", power, almost, all);
        figures.follows(answer, "event_share", power, all);
        for (JsonNode point : curve) {
            figures.open(point, "active_days");
            figures.follows(point, "is_power", power, almost, all);
            figures.line(point);
        }
    }
}
