package dev.lodestar.kit.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells secrets that somebody made up, or left as they were in an example, from random ones. */
final class SecretStrength {
    /** The shortest secret. 16 random letters and digits hold 95 bits. */
    static final int SHORTEST = 16;

    /** The fewest different characters; 16 random ones hold fewer with a probability below one in a million. */
    static final int FEWEST_DIFFERENT = 8;

    private static final List<String> GIVEAWAYS = List.of(
            "changeme",
            "change-me",
            "change_me",
            "changeit",
            "password",
            "for-tests",
            "example",
            "0123456789",
            "abcdefgh");

    private SecretStrength() {}

    /** Why the secret must not be used; empty when nothing speaks against it. Never tells the secret. */
    static Optional<String> weakness(String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        if (secret.isBlank()) {
            return Optional.of("is empty");
        }
        if (secret.length() < SHORTEST) {
            return Optional.of("has " + secret.length() + " characters; at least " + SHORTEST + " are needed");
        }
        if (secret.chars().distinct().count() < FEWEST_DIFFERENT) {
            return Optional.of("has fewer than " + FEWEST_DIFFERENT + " different characters");
        }
        return GIVEAWAYS.stream()
                .filter(lower::contains)
                .findFirst()
                .map(giveaway -> "looks like an example: it contains '" + giveaway + "'");
    }
}
