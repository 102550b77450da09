package dev.lodestar.host.answer;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parameters with a closed list of values. */
public final class Choices {
    private static final List<String> BREAKDOWNS = List.of("segment", "channel", "plan_type");

    private Choices() {}

    /** The period of that name among the allowed ones. */
    public static CalendarPeriod period(String given, Set<CalendarPeriod> allowed) {
        return of("period", given, allowed.stream().sorted(), CalendarPeriod::wireName);
    }

    /** A profile attribute to break down by, or null for none. */
    public static @Nullable String breakdown(@Nullable String given) {
        return given == null ? null : of("breakdown", given, BREAKDOWNS.stream(), Function.identity());
    }

    /** A dialect of SQL. */
    public static SqlDialect dialect(String field, String given) {
        return of(field, given, Arrays.stream(SqlDialect.values()), SqlDialect::wireName);
    }

    /** The value with the name given; a problem lists the names when there is none. */
    public static <T> T of(String field, String given, Stream<T> values, Function<T, String> name) {
        List<T> all = values.toList();
        return all.stream()
                .filter(value -> name.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        field, given, all.stream().map(name).collect(Collectors.joining(", "))));
    }
}
