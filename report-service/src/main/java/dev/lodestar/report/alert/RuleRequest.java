package dev.lodestar.report.alert;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.alert.domain.RuleKind;
import dev.lodestar.report.alert.domain.Severity;
import dev.lodestar.report.notification.ChannelRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule to be kept.
 *
 * @param name what people call it; unique
 * @param kind what it looks at
 * @param severity how much its alerts matter; warning where nothing is said
 * @param enabled whether it is held against runs; it is where nothing is said
 * @param segment only runs of this segment are judged; runs of everybody where none is named
 * @param condition when it fires; its fields depend on the kind
 * @param repeatAfter time after which an alert that goes on is told again, by ISO 8601; never where nothing is said
 * @param channels who is told
 * @param version the version that is replaced; only in a replacement
 */
@RegisterForReflection
record RuleRequest(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String severity,
        @Nullable Boolean enabled,
        @Nullable String segment,
        @Nullable ConditionBody condition,
        @Nullable String repeatAfter,
        @Nullable List<ChannelRequest> channels,
        @Nullable Integer version) {
    /** The longest name, in characters. */
    static final int MAX_NAME = 100;

    private static final int MAX_SEGMENT = 256;
    private static final Duration LONGEST_REPEAT = Duration.ofDays(366);
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}]([^\\p{Cntrl}]*[^\\s\\p{Cntrl}])?");

    RuleDraft toDomain(AlertConfig limits) {
        RuleKind rule = Choice.of("kind", kind, List.of(RuleKind.values()), RuleKind::wireName);
        if (rule == RuleKind.QUALITY_BELOW && segment != null) {
            throw ProblemException.invalid(
                    "segment", segment, "nothing in a rule about quality, which rows have before they have a segment");
        }
        ConditionBody given = condition == null ? ConditionBody.NONE : condition;
        return new RuleDraft(
                requiredName(),
                Choice.of("severity", severity, Severity.values(), Severity::wireName, Severity.WARNING),
                enabled == null || enabled,
                checkedSegment(),
                new ConditionReader(given, limits.periodsLimit()).read(rule),
                repeat(limits));
    }

    private String requiredName() {
        if (name == null || name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name", name, "1 to " + MAX_NAME + " characters in one line, without blanks around them");
        }
        return name;
    }

    private @Nullable String checkedSegment() {
        if (segment != null
                && (segment.length() > MAX_SEGMENT || !NAME.matcher(segment).matches())) {
            throw ProblemException.invalid("segment", segment, "1 to " + MAX_SEGMENT + " characters in one line");
        }
        return segment;
    }

    private @Nullable Duration repeat(AlertConfig limits) {
        if (repeatAfter == null) {
            return null;
        }
        String expected = "a duration such as PT24H, from " + limits.shortestRepeat() + " to " + LONGEST_REPEAT;
        Duration repeat;
        try {
            repeat = Duration.parse(repeatAfter);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("repeat_after", repeatAfter, expected);
        }
        if (repeat.compareTo(limits.shortestRepeat()) < 0 || repeat.compareTo(LONGEST_REPEAT) > 0) {
            throw ProblemException.invalid("repeat_after", repeatAfter, expected);
        }
        return repeat;
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
            throw ProblemException.invalid("version", version, "nothing in a new rule");
        }
    }
}
