package dev.lodestar.report.notification;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel of a rule.
 *
 * @param id of a channel that the rule has: it stays as it is, and nothing else is said of it
 * @param kind webhook, slack or mail
 * @param url where a webhook goes
 * @param to whom a mail goes to
 * @param secret signing secret of a webhook, {@code whsec_} and Base64 of 24 to 64 bytes; one is made where none is given
 */
@RegisterForReflection
public record ChannelRequest(
        @Nullable UUID id,
        @Nullable String kind,
        @Nullable String url,
        @Nullable String secret,
        @Nullable List<String> to) {}
