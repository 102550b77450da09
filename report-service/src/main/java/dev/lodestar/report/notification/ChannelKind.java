package dev.lodestar.report.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How somebody is told. */
enum ChannelKind {
    /** JSON, signed. */
    WEBHOOK,
    /** A text, as incoming webhooks of Slack and of those who copied them take it. */
    SLACK,
    /** A mail, by the operator's server. */
    MAIL;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChannelKind> of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst();
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(ChannelKind::wireName).toList();
    }
}
