package dev.lodestar.report.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed of a channel.
 *
 * @param url where it goes; where it is Slack's, it is a secret
 * @param secret what a webhook is signed with
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Target(String url, @Nullable String secret) {
    /** Never its parts: they are secrets. */
    @Override
    public String toString() {
        return "target";
    }
}
