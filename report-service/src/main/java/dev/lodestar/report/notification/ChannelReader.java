package dev.lodestar.report.notification;

import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks the channels of a request. Blocking: names of webhooks are looked up. */
@ApplicationScoped
public class ChannelReader {
    private static final String ADDRESS =
            "an address such as https://hooks.example.org/lodestar that is public, or allowed by lodestar.notification.allowed-hosts"
                    + " or allowed-networks";

    private final NotificationConfig config;
    private final TargetGuard guard;
    private final TargetSeal seal;
    private final MailReader mail;

    ChannelReader(NotificationConfig config, TargetGuard guard, TargetSeal seal, MailReader mail) {
        this.config = config;
        this.guard = guard;
        this.seal = seal;
        this.mail = mail;
    }

    /** The channels as they will be kept; a problem names what is wrong with the first that is. */
    public List<ChannelDraft> read(@Nullable List<ChannelRequest> channels) {
        List<ChannelRequest> given = channels == null ? List.of() : channels;
        if (given.size() > config.maxChannels()) {
            throw ProblemException.invalid(
                    "channels", given.size() + " channels", "at most " + config.maxChannels() + " channels");
        }
        List<ChannelDraft> drafts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            drafts.add(read("channels[" + i + "]", given.get(i)));
        }
        if (drafts.stream().map(ChannelDraft::id).distinct().count() < drafts.size()) {
            throw ProblemException.invalid("channels", "a channel twice", "each channel once");
        }
        return drafts;
    }

    private ChannelDraft read(String field, @Nullable ChannelRequest channel) {
        if (channel == null) {
            throw ProblemException.invalid(field, null, "an object with kind, and url or to");
        }
        if (channel.id() != null) {
            requireAbsent(field, channel.kind(), channel.url(), channel.secret(), channel.to());
            return ChannelDraft.kept(channel.id());
        }
        ChannelKind kind = ChannelKind.of(channel.kind() == null ? "" : channel.kind())
                .orElseThrow(() -> ProblemException.invalid(
                        field + ".kind", cut(channel.kind()), "one of " + String.join(", ", ChannelKind.wireNames())));
        if (!seal.isPossible()) {
            throw ProblemException.invalid(
                    field,
                    kind.wireName(),
                    "no channel before " + TargetSeal.SETTING + " is set, because its address is kept encrypted");
        }
        UUID id = UUID.randomUUID();
        return switch (kind) {
            case WEBHOOK -> webhook(field, id, channel);
            case SLACK -> {
                requireAbsent(field, channel.secret(), channel.to());
                Destination leads = destination(field, url(field, channel));
                yield new ChannelDraft(id, kind.wireName(), shown(leads), Target.webhook(url(field, channel), null));
            }
            case MAIL -> {
                requireAbsent(field, channel.url(), channel.secret());
                yield mail.read(field, id, channel.to());
            }
        };
    }

    private ChannelDraft webhook(String field, UUID id, ChannelRequest channel) {
        requireAbsent(field, channel.to());
        String secret = channel.secret() == null ? WebhookSignature.newSecret() : channel.secret();
        if (WebhookSignature.bytes(secret).isEmpty()) {
            throw ProblemException.invalid(
                    field + ".secret",
                    "another text",
                    "whsec_ and Base64 of 24 to 64 random bytes, or nothing: then one is made");
        }
        Destination leads = destination(field, url(field, channel));
        return new ChannelDraft(
                id, ChannelKind.WEBHOOK.wireName(), shown(leads), Target.webhook(url(field, channel), secret));
    }

    private static String url(String field, ChannelRequest channel) {
        String url = channel.url();
        if (url == null || url.isBlank()) {
            throw ProblemException.invalid(field + ".url", null, ADDRESS);
        }
        return url;
    }

    private Destination destination(String field, String url) {
        try {
            return guard.check(url);
        } catch (RefusedTargetException e) {
            throw refused(field, e.reason());
        } catch (UnknownHostException e) {
            throw refused(field, "the name has no address now");
        }
    }

    /** Says why and not what was given, which may be a secret. */
    private static ProblemException refused(String field, String reason) {
        String url = field + ".url";
        return new ProblemException(
                CommonProblem.INVALID_PARAMETER,
                url + " is refused: " + reason + "; allowed is " + ADDRESS,
                url,
                ADDRESS);
    }

    private static String shown(Destination leads) {
        return leads.host();
    }

    private static void requireAbsent(String field, @Nullable Object... values) {
        for (Object value : values) {
            if (value != null) {
                throw ProblemException.invalid(
                        field,
                        "more than it takes",
                        "id alone, kind webhook with url and secret, slack with url, or mail with to");
            }
        }
    }

    private static @Nullable String cut(@Nullable String given) {
        int limit = 100;
        return given != null && given.length() > limit ? given.substring(0, limit) + "…" : given;
    }
}
