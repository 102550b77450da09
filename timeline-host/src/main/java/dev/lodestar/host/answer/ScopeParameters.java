package dev.lodestar.host.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.analysis.NamedCohort;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters that every analysis takes: the range [from, to) in days of the project's zone or of another, who is counted, and what to
 * compare with.
 */
public class ScopeParameters {
    static final int LONGEST_VALUE = 200;

    static final int MOST_FILTERS = 20;

    private static final LocalDate FIRST_DATE = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(2200, 1, 1);

    static final int MOST_COHORTS = 10;

    private static final Pattern FILTER = Pattern.compile("([^:]+):(.+)", Pattern.DOTALL);
    private static final String SEGMENT = "segment";
    private static final String CHANNEL = "channel";
    private static final String PLAN_TYPE = "plan_type";
    private static final String PREVIOUS_PERIOD = "previous_period";
    private static final String COHORT = "cohort";

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

    /** Only users whose profile has this value of any attribute. */
    @QueryParam("filter")
    @Parameter(
            description = "attribute:value of the profile, such as device:mobile; repeated, values of one attribute are"
                    + " alternatives and attributes must all hold; (none) stands for absence")
    List<String> filter = List.of();

    /** Days of this zone. */
    @QueryParam("time_zone")
    @Parameter(description = "IANA name such as Europe/Zurich; default: the project's time zone")
    @Nullable
    String timeZone;

    /** Weeks that start on this day. */
    @QueryParam("week_start")
    @Parameter(description = "monday or sunday; default: the project's")
    @Nullable
    String weekStart;

    /** What the figures are compared with. */
    @QueryParam("compare")
    @Parameter(
            description = "previous_period adds the same figures of the range of the same length before, as previous")
    @Nullable
    String compare;

    /** The dialect of the statement that is wanted beside the figures. */
    @QueryParam(Statement.SQL)
    @Parameter(
            description = "postgresql, duckdb, bigquery, redshift, snowflake, clickhouse or trino adds, as sql, the"
                    + " statement that gives the same figures on the warehouse; for analysts")
    @Nullable
    String sql;

    /** Only users on this plan. */
    @QueryParam(PLAN_TYPE)
    @Nullable
    String planType;

    /** Only members of these saved cohorts. */
    @QueryParam(COHORT)
    @Parameter(description = "id or name of a saved cohort; repeated, users must be members of all")
    List<String> cohort = List.of();

    private final SortedMap<String, List<String>> attributes = new TreeMap<>();

    /**
     * The same choices from the body of a request.
     *
     * @param filters by profile attribute a value or a list of values, any of which will do
     */
    public static ScopeParameters ofBody(
            @Nullable String from,
            @Nullable String to,
            @Nullable Map<String, JsonNode> filters,
            @Nullable String timeZone,
            @Nullable String weekStart) {
        ScopeParameters parameters = new ScopeParameters();
        parameters.from = from;
        parameters.to = to;
        parameters.timeZone = timeZone;
        parameters.weekStart = weekStart;
        if (filters != null) {
            filters.forEach((attribute, values) -> parameters.attributes.put(attribute, values(attribute, values)));
        }
        return parameters;
    }

    private static List<String> values(String attribute, JsonNode given) {
        String field = "filters." + attribute;
        List<String> values = PropertyFilterRequest.texts(field, given);
        boolean fit = values.stream().allMatch(value -> !value.isEmpty() && value.length() <= LONGEST_VALUE);
        if (values.isEmpty() || values.size() > Vocabulary.MAX_VALUES || !fit) {
            throw ProblemException.invalid(
                    field,
                    given,
                    "1 to " + Vocabulary.MAX_VALUES + " values of 1 to " + LONGEST_VALUE
                            + " characters; (none) stands for absence");
        }
        return values;
    }

    /**
     * The same, of the members of saved cohorts only, where any are named: of all of them.
     *
     * @param one the id or name of one
     * @param several those of several
     */
    public ScopeParameters within(@Nullable String one, @Nullable List<String> several) {
        cohort = Stream.concat(several == null ? Stream.empty() : several.stream(), Stream.ofNullable(one))
                .toList();
        return this;
    }

    /**
     * The validated scope; a problem names the field, what was given and what is allowed.
     *
     * @param callerSegments the segments that the caller is held to, empty when to none
     * @param saved the cohorts that may be named
     */
    Scope toScope(Optional<List<String>> callerSegments, CohortLookup saved) {
        LocalDate first = date("from", from);
        LocalDate end = date("to", to);
        if (first != null && end != null && end.isBefore(first)) {
            throw ProblemException.invalid("to", end, "a day not before from, which is " + first);
        }
        if (cohort.size() > MOST_COHORTS) {
            throw ProblemException.invalid(COHORT, cohort.size() + " cohorts", "at most " + MOST_COHORTS);
        }
        Filters filters = filters(callerSegments);
        List<NamedCohort> cohorts = new ArrayList<>();
        for (String idOrName : cohort) {
            SavedCohort member = saved.find(COHORT, idOrName);
            filters = filters.and(member.criterion());
            cohorts.add(member.reference());
        }
        return new Scope(first, end, filters, cohorts);
    }

    private Filters filters(Optional<List<String>> callerSegments) {
        SortedMap<String, List<String>> allowed = new TreeMap<>();
        callerSegments.ifPresent(segments -> allowed.put(SEGMENT, segments));
        put(allowed, SEGMENT, segment);
        put(allowed, CHANNEL, channel);
        put(allowed, PLAN_TYPE, planType);
        given().forEach((attribute, values) -> allowed.merge(attribute, values, ScopeParameters::common));
        return new Filters(allowed);
    }

    /** What the caller calls the place where an attribute is asked for. */
    String fieldOf(String attribute) {
        return attributes.containsKey(attribute) ? "filters." + attribute : "filter";
    }

    /** The attributes asked for by name, with the values that will do. */
    SortedMap<String, List<String>> given() {
        if (filter.size() > MOST_FILTERS) {
            throw ProblemException.invalid("filter", filter.size() + " filters", "at most " + MOST_FILTERS);
        }
        SortedMap<String, List<String>> values = new TreeMap<>(attributes);
        for (String text : filter) {
            Matcher parts = FILTER.matcher(text);
            if (!parts.matches() || text.length() > LONGEST_VALUE) {
                throw ProblemException.invalid(
                        "filter",
                        text,
                        "attribute:value of up to " + LONGEST_VALUE + " characters, such as device:mobile");
            }
            values.merge(parts.group(1), List.of(parts.group(2)), ScopeParameters::either);
        }
        return values;
    }

    /** The calendar asked for; the project's where nothing is said. */
    ProjectCalendar calendar(ProjectCalendar project) {
        ZoneId zone = timeZone == null ? project.zone() : zone(timeZone);
        DayOfWeek start = weekStart == null
                ? project.weekStart()
                : Choices.of(
                        "week_start",
                        weekStart,
                        Stream.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                        day -> day.name().toLowerCase(Locale.ROOT));
        ProjectCalendar asked = new ProjectCalendar(zone, start);
        return asked.equals(project) ? project : asked;
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw ProblemException.invalid("time_zone", name, "the IANA name of a time zone, such as Europe/Zurich");
        }
        return ZoneId.of(name);
    }

    /** Whether the same figures of the range before are asked for. */
    boolean comparesWithPrevious() {
        return compare != null
                && Choices.of("compare", compare, Stream.of(PREVIOUS_PERIOD), Function.identity())
                        .equals(PREVIOUS_PERIOD);
    }

    /** The dialect of the statement that is wanted; null where none is. */
    @Nullable
    SqlDialect dialect() {
        return sql == null ? null : Choices.dialect(Statement.SQL, sql);
    }

    private static List<String> either(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
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
            LocalDate date = LocalDate.parse(text);
            if (!date.isBefore(FIRST_DATE) && !date.isAfter(LAST_DATE)) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw ProblemException.invalid(
                field, text, "an ISO date from " + FIRST_DATE + " to " + LAST_DATE + ", such as 2024-02-29");
    }
}
