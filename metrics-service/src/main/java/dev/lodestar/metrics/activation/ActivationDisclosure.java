package dev.lodestar.metrics.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;
import java.util.List;

/**
 * All users have one status each. Of those old enough to tell some are activated in time; those old enough for more days are among those old enough for
 * fewer, and whoever is activated within a day is fast or normal.
 */
final class ActivationDisclosure implements Disclosure {
    private static final int ONE_DAY = 1;

    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        int users = figures.count(answer, "total_users");
        JsonNode statuses = answer.path("statuses");
        int fast = figures.count(statuses, "fast");
        int normal = figures.count(statuses, "normal");
        int slow = figures.count(statuses, "slow");
        int never = figures.count(statuses, "not_activated");
        figures.sum(users, fast, normal, slow, never);
        int base = users;
        for (JsonNode rate : answer.path("rates")) {
            figures.open(rate, "within_days");
            int eligible = figures.count(rate, "eligible_users");
            int activated = figures.count(rate, "activated_users");
            figures.part(base, eligible);
            figures.part(eligible, activated);
            figures.follow(rate, List.of("rate", "ci_low", "ci_high"), eligible, activated);
            figures.line(rate);
            base = eligible;
            if (rate.path("within_days").asInt() == ONE_DAY && activated != Figures.NONE) {
                long young = figures.users(fast) + figures.users(normal) - figures.users(activated);
                figures.balance(new int[] {fast, normal}, new int[] {activated, figures.implied(young)});
            }
        }
        figures.follow(answer, List.of("median_hours", "p90_hours"), users, fast, normal, slow, never);
    }
}
