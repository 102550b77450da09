package dev.lodestar.metrics.summary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.engine.activation.ActivationAnalysis;
import dev.lodestar.engine.activation.ActivationRate;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TotalsQuery;
import dev.lodestar.host.disclosure.Disclosure;
import dev.lodestar.host.disclosure.Figures;

/** The counts behind the rates are not in the summary, but a share of few can be told; so they are asked for. */
final class SummaryDisclosure implements Disclosure {
    @Override
    public void declare(ObjectNode answer, Figures figures, Question question) {
        figures.count(answer, "north_star");
        int dau = figures.count(answer, "daily_active_users");
        int wau = figures.count(answer, "weekly_active_users");
        int mau = figures.count(answer, "monthly_active_users");
        figures.part(wau, dau);
        figures.part(mau, wau == Figures.NONE ? dau : wau);
        figures.follows(answer, "dau_mau_ratio", dau, mau);
        int users = figures.count(answer, "total_users");
        figures.follows(answer, "total_events", users);
        figures.follows(answer, "avg_events_per_user", users);
        rates(answer, figures, question, users);
        figures.line(answer);
    }

    private static void rates(ObjectNode answer, Figures figures, Question question, int users) {
        Inquiry inquiry = new Inquiry(question.context(), question.scope());
        Tally totals = inquiry.ask(new TotalsQuery(inquiry.range(), inquiry.filters()));
        int activated = figures.elsewhere(totals.count(TotalsQuery.ACTIVATED));
        int collaborators = figures.elsewhere(totals.count(TotalsQuery.COLLABORATORS));
        int monetised = figures.count(answer, "paid_conversion_rate", totals.count(TotalsQuery.MONETISED));
        figures.part(users, activated);
        figures.part(users, collaborators);
        figures.part(users, monetised);
        figures.follows(answer, "collaboration_rate", activated, collaborators);
        figures.follows(answer, "paid_conversion_rate", users);
        for (ActivationRate rate : new ActivationAnalysis(question.context())
                .analyse(question.scope())
                .rates()) {
            Long eligible = rate.eligibleUsers();
            Long inTime = rate.activatedUsers();
            if (rate.withinDays()
                            == answer.path("definition").path("activation_days").asInt()
                    && eligible != null
                    && inTime != null) {
                int base = figures.elsewhere(eligible);
                int part = figures.elsewhere(inTime);
                figures.part(users, base);
                figures.part(base, part);
                figures.follows(answer, "activation_rate", base, part);
            }
        }
    }
}
