package dev.lodestar.growth.assumption;

import dev.lodestar.growth.assumption.domain.AssumptionName;
import dev.lodestar.growth.assumption.domain.AssumptionVersion;
import dev.lodestar.kit.problem.ProblemException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** New versions of assumptions; those that are not named stay as they are. */
record AssumptionsRequest(@Nullable List<@Nullable Version> assumptions) {

    private static final int MAX_VERSIONS = 100;

    /** The day that the defaults begin: a version from before it would never be in force. */
    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;

    /** Far beyond it the database has another day. */
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /**
     * One version.
     *
     * @param validFrom first day it is in force; today when not given
     */
    record Version(
            @Nullable String name,
            @Nullable Double value,
            @Nullable String source,
            @Nullable LocalDate validFrom) {

        AssumptionVersion toDomain(int index, LocalDate today) {
            String path = "assumptions[" + index + "]";
            AssumptionName known = AssumptionName.ofWireName(name == null ? "" : name)
                    .orElseThrow(() -> ProblemException.invalid(path + ".name", name, "one of " + names()));
            if (value == null || !known.allows(value)) {
                throw ProblemException.invalid(
                        path + ".value", value, "a number in [" + known.min() + ", " + known.max() + "]");
            }
            if (source == null
                    || source.isBlank()
                    || source.length() > AssumptionVersion.MAX_SOURCE_LENGTH
                    || source.chars().anyMatch(Character::isISOControl)) {
                throw ProblemException.invalid(
                        path + ".source",
                        source == null ? null : source.length() + " characters",
                        "a text of 1 to " + AssumptionVersion.MAX_SOURCE_LENGTH + " characters in one line");
            }
            if (validFrom != null && (validFrom.isBefore(FIRST_DAY) || validFrom.isAfter(LAST_DAY))) {
                throw ProblemException.invalid(
                        path + ".valid_from", validFrom, "a day from " + FIRST_DAY + " to " + LAST_DAY);
            }
            return new AssumptionVersion(known, validFrom == null ? today : validFrom, value, source);
        }

        private static String names() {
            return Arrays.stream(AssumptionName.values())
                    .map(AssumptionName::wireName)
                    .collect(Collectors.joining(", "));
        }
    }

    /** The versions, checked; names the first field at fault. */
    List<AssumptionVersion> toDomain(LocalDate today) {
        if (assumptions == null || assumptions.isEmpty() || assumptions.size() > MAX_VERSIONS) {
            throw ProblemException.invalid(
                    "assumptions",
                    assumptions == null ? null : assumptions.size() + " versions",
                    "1 to " + MAX_VERSIONS + " versions");
        }
        var versions = new ArrayList<AssumptionVersion>();
        for (int i = 0; i < assumptions.size(); i++) {
            Version version = assumptions.get(i);
            if (version == null) {
                throw ProblemException.invalid("assumptions[" + i + "]", null, "a version");
            }
            versions.add(version.toDomain(i, today));
        }
        return versions;
    }
}
