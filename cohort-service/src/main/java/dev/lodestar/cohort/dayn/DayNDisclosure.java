package dev.lodestar.cohort.dayn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.List;

/** Who is retained on a day is so on it or after it; who is old enough for a later day is so for an earlier one. */
final class DayNDisclosure implements Disclosure {
    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        int older = Figures.NONE;
        for (JsonNode day : answer.path("days")) {
            figures.open(day, "day");
            int eligible = figures.count(day, "eligible_users");
            int retained = figures.count(day, "retained_users");
            int onOrAfter = figures.count(day, "on_or_after_users");
            figures.part(older, eligible);
            figures.part(eligible, onOrAfter);
            figures.part(onOrAfter, retained);
            figures.part(eligible, retained);
            figures.follow(day, List.of("retention_rate", "ci_low", "ci_high"), retained, eligible);
            figures.follows(day, "on_or_after_rate", onOrAfter, eligible);
            figures.line(day);
            older = eligible;
        }
    }
}
