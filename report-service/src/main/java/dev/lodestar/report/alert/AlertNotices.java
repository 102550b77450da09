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
import org.jspecify.annotations.Nullable;

/** Words what is told of alerts, for people and for machines. */
@ApplicationScoped
class AlertNotices {
    private static final String RESOLVED = "alert.resolved";
    private static final String RESOLVED_TITLE = "Resolved: ";
    /** The word that rules have for a run by which their condition does not hold. */
    private static final String NOT_MET = "not_met";

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
            case RESOLVE -> RESOLVED_TITLE + rule.name();
            case REMIND -> severity + " (goes on): " + rule.name();
            case NONE, OPEN, STAY -> severity + ": " + rule.name();
        };
        FiringAlert told = new FiringAlert(
                alert,
                new FiringAlert.Rule(rule.id(), rule.name()),
                rule.condition().kind().wireName(),
                rule.severity(),
                rule.segment(),
                verdict.observed(),
                verdict.threshold(),
                run.runId(),
                run.asOf(),
                openedAt);
        String reason = move == Move.RESOLVE ? NOT_MET : null;
        return notice(told, event(move), title, verdict.sentence(), reason, now);
    }

    /** That an alert is over because of its rule. Figures and run are the newest that the alert had. */
    Notice ofEnd(FiringAlert alert, RuleEnd end, Instant now) {
        return notice(alert, RESOLVED, RESOLVED_TITLE + alert.rule().name(), end.sentence(), end.reason(), now);
    }

    /** @param over why the alert is over, a stable code; null where it is not */
    private Notice notice(
            FiringAlert alert, String event, String title, String sentence, @Nullable String over, Instant now) {
        ObjectNode data = json.createObjectNode();
        data.put("alert_id", alert.id().toString());
        data.putObject("rule")
                .put("id", alert.rule().id().toString())
                .put("name", alert.rule().name());
        data.put("kind", alert.kind());
        data.put("severity", alert.severity());
        data.put("segment", alert.segment());
        data.put("state", over == null ? "firing" : "resolved");
        if (over != null) {
            data.put("reason", over);
        }
        data.put("observed", alert.observed());
        data.put("threshold", alert.threshold());
        data.put("sentence", sentence);
        data.put("run_id", alert.run().toString());
        data.set("as_of", alert.asOf());
        data.put("opened_at", alert.openedAt().toString());
        String text = alert.segment() == null ? sentence : sentence + " Segment: " + alert.segment() + ".";
        return new Notice(alert.id(), alert.rule().id(), event, title, text, data, now);
    }

    private static String event(Move move) {
        return switch (move) {
            case RESOLVE -> RESOLVED;
            case REMIND -> "alert.repeated";
            case NONE, OPEN, STAY -> "alert.opened";
        };
    }
}
