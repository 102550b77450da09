package dev.lodestar.report.notification;

import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.notification.domain.MailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the recipients of a channel of kind mail. */
@ApplicationScoped
class MailReader {
    private final NotificationConfig.Mail config;
    private final Set<String> domains;

    MailReader(NotificationConfig config) {
        this.config = config.mail();
        this.domains = this.config.allowedDomains().orElse(List.of()).stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    ChannelDraft read(String field, UUID id, @Nullable List<@Nullable String> to) {
        requireServer(field);
        List<@Nullable String> given = to == null ? List.of() : to;
        if (given.isEmpty() || given.size() > config.maxRecipients()) {
            throw ProblemException.invalid(
                    field + ".to", given.size() + " recipients", "1 to " + config.maxRecipients() + " recipients");
        }
        Map<String, MailAddress> addresses = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            MailAddress address = address(field + ".to[" + i + "]", given.get(i));
            addresses.put(address.text(), address);
        }
        String shown = addresses.values().stream()
                .map(MailAddress::domain)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new ChannelDraft(id, ChannelKind.MAIL.wireName(), shown, Target.mail(List.copyOf(addresses.keySet())));
    }

    private void requireServer(String field) {
        if (config.host().isEmpty() || config.from().isEmpty()) {
            String setting = "lodestar.notification.mail." + (config.host().isEmpty() ? "host" : "from");
            throw ProblemException.invalid(
                    field + ".kind", ChannelKind.MAIL.wireName(), "no mail before " + setting + " is set");
        }
    }

    /** Says why and not what was given: it names somebody. */
    private MailAddress address(String field, @Nullable String given) {
        String address = "a plain mail address such as team@example.org";
        MailAddress read = MailAddress.parse(given == null ? "" : given)
                .orElseThrow(() -> refused(field, "it is no plain mail address", address));
        if (!domains.isEmpty() && !domains.contains(read.domain())) {
            throw refused(
                    field,
                    "its domain is not among lodestar.notification.mail.allowed-domains",
                    address + " of an allowed domain");
        }
        return read;
    }

    private static ProblemException refused(String field, String reason, String expected) {
        return new ProblemException(CommonProblem.INVALID_PARAMETER, field + " is refused: " + reason, field, expected);
    }
}
