package dev.lodestar.report.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed of a channel.
 *
 * @param url where a webhook goes; where it is Slack's, it is a secret
 * @param secret what a webhook is signed with
 * @param to whom a mail goes to
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Target(
        @Nullable String url,
        @Nullable String secret,
        @Nullable List<String> to) {
    static Target webhook(String url, @Nullable String secret) {
        return new Target(url, secret, null);
    }

    static Target mail(List<String> to) {
        return new Target(null, null, to);
    }

    /** Never its parts: they are secrets. */
    @Override
    public String toString() {
        return "target";
    }
}
