package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.kit.problem.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads the users of a static cohort; a repeated one counts once. */
final class ListedUsers {
    private ListedUsers() {}

    /**
     * The pseudonyms; a problem names the first line that is none.
     *
     * @param users a list of texts, or one text with a pseudonym a line, empty lines passed over
     */
    static Set<UUID> read(JsonNode users, int limit) {
        List<String> lines = lines(users);
        if (lines.size() > limit) {
            throw ProblemException.invalid("users", lines.size() + " users", "at most " + limit);
        }
        Set<UUID> read = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                read.add(uuid(line, i));
            }
        }
        if (read.isEmpty()) {
            throw ProblemException.invalid("users", "empty", "at least one pseudonym");
        }
        return read;
    }

    /** A stored list, which names every user once and in small letters, without one of them. */
    static String without(String list, UUID user) {
        String entry = "\"" + user + "\"";
        return list.replace("," + entry, "").replace(entry + ",", "").replace(entry, "");
    }

    private static List<String> lines(JsonNode users) {
        if (users.isTextual()) {
            return users.textValue().lines().toList();
        }
        if (!users.isArray()) {
            throw ProblemException.invalid(
                    "users", "of another type", "a list of pseudonyms, or a text with one a line");
        }
        return users.valueStream()
                .map(user -> user.isTextual() ? user.textValue() : user.toString())
                .toList();
    }

    /** {@link UUID#fromString} lets shortened forms pass. */
    private static UUID uuid(String line, int index) {
        try {
            UUID user = UUID.fromString(line);
            if (user.toString().equalsIgnoreCase(line)) {
                return user;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw ProblemException.invalid(
                "users[" + index + "]", line, "a pseudonym, a UUID of 36 characters, in line " + (index + 1));
    }
}
