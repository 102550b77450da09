package dev.lodestar.report.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/**
 * A notification as a mail. Names of rules and what alerts say are text in it, never markup. Its id is the notification's, so that one that is sent twice, because a
 * replica died in between, is seen to be the same; all of an alert refer to one id, so that they stand together.
 */
@ApplicationScoped
class MailText {
    private static final String HTML = """
            <!doctype html>
            <html lang="en">
            <body style="font-family: sans-serif">
            <h2 style="font-size: 1.2em">%s</h2>
            <p>%s</p>
            <p style="color: #666; font-size: 0.9em">%s</p>
            </body>
            </html>
            """;

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private final ObjectMapper json;

    MailText(ObjectMapper json) {
        this.json = json;
    }

    MailMessage of(Outbox.Due due, String from, String fromDomain, List<String> to) {
        String end = "Lodestar, " + due.event() + ", " + due.createdAt();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Message-ID", id(due.id().toString(), fromDomain))
                .add("References", id("alert-" + alert(due), fromDomain))
                .add("Auto-Submitted", "auto-generated");
        return new MailMessage()
                .setFrom(from)
                .setTo(to)
                .setSubject(CONTROLS.matcher(due.title()).replaceAll(" "))
                .setText(due.title() + "\n\n" + due.text() + "\n\n-- \n" + end + "\n")
                .setHtml(HTML.formatted(escaped(due.title()), escaped(due.text()), escaped(end)))
                .setHeaders(headers);
    }

    private String alert(Outbox.Due due) {
        try {
            return json.readTree(due.data()).path("alert_id").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the data of a notification is JSON", e);
        }
    }

    private static String id(String left, String domain) {
        return "<" + left + "@" + domain + ">";
    }

    private static String escaped(String text) {
        return StringEscapeUtils.escapeHtml4(text);
    }
}
