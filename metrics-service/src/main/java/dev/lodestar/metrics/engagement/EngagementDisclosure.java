package dev.lodestar.metrics.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.List;

/** The lifecycle's identities: the active are new, returning or resurrecting, and those of the period before return or go dormant. */
final class EngagementDisclosure implements Disclosure {
    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        int before = Figures.NONE;
        for (JsonNode row : answer.path("series")) {
            int active = figures.count(row, "active_users");
            int first = figures.count(row, "new");
            int returning = figures.count(row, "returning");
            int resurrecting = figures.count(row, "resurrecting");
            int dormant = figures.count(row, "dormant");
            figures.sum(active, first, returning, resurrecting);
            if (before != Figures.NONE) {
                figures.sum(before, returning, dormant);
            }
            figures.follow(row, List.of("growth_rate"), active, before);
            figures.follow(row, List.of("quick_ratio"), first, resurrecting, dormant);
            figures.line(row);
            before = active;
        }
    }
}
