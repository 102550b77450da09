package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Query parameters that every analysis takes: the range [from, to) in days of the project's zone, and one value per profile attribute. */
public class ScopeParameters {
    static final int LONGEST_VALUE = 200;

    private static final String SEGMENT = "segment";
    private static final String CHANNEL = "channel";
    private static final String PLAN_TYPE = "plan_type";

    /** First day of the range. */
    @QueryParam("from")
    @Parameter(description = "First day, ISO date; default: the day of the first event or signup")
    @Nullable
    String from;

    /** Day after the last day of the range. */
    @QueryParam("to")
    @Parameter(
            description = "Day after the last, ISO date; default: the day after the last event, never after tomorrow")
    @Nullable
    String to;

    /** Only users of this segment. */
    @QueryParam(SEGMENT)
    @Nullable
    String segment;

    /** Only users who came by this channel. */
    @QueryParam(CHANNEL)
    @Nullable
    String channel;

    /** Only users on this plan. */
    @QueryParam(PLAN_TYPE)
    @Nullable
    String planType;

    /**
     * The validated scope; a problem names the field, what was given and what is allowed.
     *
     * @param callerSegments the segments that the caller is held to, empty when to none
     */
    Scope toScope(Optional<List<String>> callerSegments) {
        LocalDate first = date("from", from);
        LocalDate end = date("to", to);
        if (first != null && end != null && end.isBefore(first)) {
            throw ProblemException.invalid("to", end, "a day not before from, which is " + first);
        }
        return new Scope(first, end, filters(callerSegments));
    }

    private Filters filters(Optional<List<String>> callerSegments) {
        SortedMap<String, List<String>> allowed = new TreeMap<>();
        callerSegments.ifPresent(segments -> allowed.put(SEGMENT, segments));
        put(allowed, SEGMENT, segment);
        put(allowed, CHANNEL, channel);
        put(allowed, PLAN_TYPE, planType);
        return new Filters(allowed);
    }

    private static void put(SortedMap<String, List<String>> allowed, String attribute, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (value.isEmpty() || value.length() > LONGEST_VALUE) {
            throw ProblemException.invalid(attribute, value, "a text of 1 to " + LONGEST_VALUE + " characters");
        }
        allowed.merge(attribute, List.of(value), ScopeParameters::common);
    }

    private static List<String> common(List<String> one, List<String> other) {
        return one.stream().filter(other::contains).toList();
    }

    private static @Nullable LocalDate date(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(field, text, "an ISO date such as 2024-02-29");
        }
    }
}
