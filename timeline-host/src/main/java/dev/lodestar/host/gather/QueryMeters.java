package dev.lodestar.host.gather;

import dev.lodestar.engine.query.TimelineQuery;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How long questions take from being asked until all partitions that answer have answered, those of other replicas and the waiting for partitions that change
 * hands included, by the kind of question. An answer of the API may ask several. Counted where the question is put, not at the replicas that help.
 */
@ApplicationScoped
class QueryMeters {
    private static final Pattern WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final String SUFFIX = "Query";

    private final MeterRegistry registry;
    private final Map<Class<?>, Timer> timers = new ConcurrentHashMap<>();

    QueryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    <T> T timed(TimelineQuery query, Supplier<T> answer) {
        return timers.computeIfAbsent(query.getClass(), this::timer).record(answer);
    }

    private Timer timer(Class<?> kind) {
        return registry.timer("lodestar.query", "query", wireName(kind));
    }

    /** {@code step_funnel} for {@code StepFunnelQuery}. */
    static String wireName(Class<?> kind) {
        String name = kind.getSimpleName();
        return WORD.matcher(name.substring(0, name.length() - SUFFIX.length()))
                .replaceAll("_")
                .toLowerCase(Locale.ROOT);
    }
}
