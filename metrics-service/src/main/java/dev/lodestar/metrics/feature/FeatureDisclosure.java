package dev.lodestar.metrics.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.List;

/** Of the active users some are eligible and some use a feature; those who use it and are eligible are its adopters. */
final class FeatureDisclosure implements Disclosure {
    private static final List<String> OF_ADOPTERS = List.of(
            "events",
            "avg_usage_per_user",
            "median_days_to_first_use",
            "avg_days_used_per_user",
            "median_days_used_per_user");

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        int active = figures.count(answer, "active_users");
        JsonNode features = answer.path("features");
        int eligible = features.isEmpty() ? Figures.NONE : figures.count(features.path(0), "eligible_users");
        figures.part(active, eligible);
        for (JsonNode feature : features) {
            int adopters = figures.count(feature, "users_adopted");
            int users = figures.count(
                    feature,
                    "share_of_active_users",
                    Math.round(feature.path("share_of_active_users").asDouble() * figures.users(active)));
            figures.part(eligible, adopters);
            figures.part(active, users);
            figures.part(users, adopters);
            figures.follow(feature, List.of("eligible_users"), eligible);
            figures.follow(feature, List.of("adoption_rate"), adopters, eligible);
            figures.follow(feature, OF_ADOPTERS, adopters);
            figures.follow(feature, List.of("share_of_active_users"), active);
            figures.line(feature);
        }
    }
}
