package dev.lodestar.testkit.oracle;

import java.util.Map;

/**
 * A profile as last written.
 *
 * @param signupAt  milliseconds since the epoch
 * @param updatedAt the same; 0 where the source did not say
 */
public record PlainProfile(long signupAt, long updatedAt, Map<String, String> attributes) {

    /** The value of an attribute; empty where the profile lacks it. */
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** Section 1: last write wins by updated_at, else by arrival. */
    boolean yieldsTo(PlainProfile later) {
        return updatedAt == 0 || later.updatedAt == 0 || later.updatedAt >= updatedAt;
    }
}
