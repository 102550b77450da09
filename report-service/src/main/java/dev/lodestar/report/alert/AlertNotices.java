package dev.lodestar.report.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.report.alert.domain.Move;
import dev.lodestar.report.alert.domain.Verdict;
import dev.lodestar.report.bundle.RunResults;
import dev.lodestar.report.notification.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Words what is told of alerts, for people and for machines. */
@ApplicationScoped
class AlertNotices {
    private final ObjectMapper json;

    AlertNotices(ObjectMapper json) {
        this.json = json;
    }

    Notice of(
            UUID alert,
            RuleToJudge rule,
            RunResults run,
            Verdict.Judged verdict,
            Move move,
            Instant openedAt,
            Instant now) {
        String severity = rule.severity().toUpperCase(Locale.ROOT);
        String title = switch (move) {
            case RESOLVE -> "Resolved: " + rule.name();
            case REMIND -> severity + " (goes on): " + rule.name();
            case NONE, OPEN, STAY -> severity + ": " + rule.name();
        };
        ObjectNode data = json.createObjectNode();
        data.put("alert_id", alert.toString());
        data.putObject("rule").put("id", rule.id().toString()).put("name", rule.name());
        data.put("kind", rule.condition().kind().wireName());
        data.put("severity", rule.severity());
        data.put("segment", rule.segment());
        data.put("state", move == Move.RESOLVE ? "resolved" : "firing");
        data.put("observed", verdict.observed());
        data.put("threshold", verdict.threshold());
        data.put("sentence", verdict.sentence());
        data.put("run_id", run.runId().toString());
        data.set("as_of", run.asOf());
        data.put("opened_at", openedAt.toString());
        String text =
                rule.segment() == null ? verdict.sentence() : verdict.sentence() + " Segment: " + rule.segment() + ".";
        return new Notice(alert, rule.id(), event(move), title, text, data, now);
    }

    private static String event(Move move) {
        return switch (move) {
            case RESOLVE -> "alert.resolved";
            case REMIND -> "alert.repeated";
            case NONE, OPEN, STAY -> "alert.opened";
        };
    }
}
