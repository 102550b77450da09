package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.host.cohort.CriterionRequest;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A cohort to be saved; it has either a definition or users.
 *
 * @param name what people call it; unique
 * @param description what it is for
 * @param version the version that is replaced; only in a replacement
 * @param definition who belongs to it, whenever it is asked for
 * @param users the pseudonyms of those who belong to it, as a list or as a text with one a line
 */
@RegisterForReflection
record SavedCohortRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable Integer version,

        @Schema(implementation = CriterionRequest.class) @Nullable
        JsonNode definition,

        @Schema(implementation = String[].class) @Nullable JsonNode users) {
    /** The longest name, in characters. */
    static final int MAX_NAME = 100;

    /** The longest description, in characters. */
    static final int MAX_DESCRIPTION = 1_000;

    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}]([^\\p{Cntrl}]*[^\\s\\p{Cntrl}])?");

    /** The name, checked. */
    String requiredName() {
        if (name == null || name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name", name, "1 to " + MAX_NAME + " characters in one line, without blanks around them");
        }
        return name;
    }

    /** Refuses what is too long, and a cohort of both kinds or of none. */
    void check() {
        if (description != null && description.length() > MAX_DESCRIPTION) {
            throw ProblemException.invalid(
                    "description", description.length() + " characters", "at most " + MAX_DESCRIPTION);
        }
        if (description != null && description.indexOf('\0') >= 0) {
            throw ProblemException.invalid("description", "a text with the character NUL", "a text without it");
        }
        if (isAbsent(definition) == isAbsent(users)) {
            throw ProblemException.invalid(
                    "definition", isAbsent(definition) ? "absent" : "beside users", "either a definition or users");
        }
    }

    /** The version that is replaced. */
    int requiredVersion() {
        if (version == null) {
            throw ProblemException.invalid("version", null, "the version that is replaced, as it was read");
        }
        return version;
    }

    /** Refuses a version where nothing is replaced. */
    void requireNoVersion() {
        if (version != null) {
            throw ProblemException.invalid("version", version, "nothing in a new cohort");
        }
    }

    boolean listsUsers() {
        return isAbsent(definition);
    }

    private static boolean isAbsent(@Nullable JsonNode node) {
        return node == null || node.isNull();
    }
}
