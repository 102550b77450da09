package dev.lodestar.report.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lodestar.report.alert.domain.Condition;
import dev.lodestar.report.alert.domain.Condition.Anomaly;
import dev.lodestar.report.alert.domain.Condition.Change;
import dev.lodestar.report.alert.domain.Condition.QualityBelow;
import dev.lodestar.report.alert.domain.Condition.RetentionBelow;
import dev.lodestar.report.alert.domain.Condition.RunFailed;
import dev.lodestar.report.alert.domain.Condition.Threshold;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a rule as it is written, in requests, answers and the database; which fields it has depends on the rule's kind.
 *
 * @param metric of threshold, change and anomaly
 * @param operator of threshold: lt, lte, gt, gte
 * @param value of threshold
 * @param direction of change and anomaly: drop, rise, any
 * @param by of change: a share, 0.2 for a fifth
 * @param sensitivity of anomaly: least robust score
 * @param periods of anomaly: periods looked back over
 * @param minimumPeriods of anomaly: fewer measured ones are not judged
 * @param day of retention: days after signup
 * @param benchmark of retention: a rate
 * @param basis of retention: interval or rate
 * @param minimumUsers of retention: fewer users are not judged
 * @param steps of a failed run: steps looked at, all without
 * @param partial of a failed run: whether a partial one counts
 * @param dataSet of quality: events, profiles or acquisition
 * @param score of quality
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConditionBody(
        @Nullable String metric,
        @Nullable String operator,
        @Nullable Double value,
        @Nullable String direction,
        @Nullable Double by,
        @Nullable Double sensitivity,
        @Nullable Integer periods,
        @Nullable Integer minimumPeriods,
        @Nullable Integer day,
        @Nullable Double benchmark,
        @Nullable String basis,
        @Nullable Integer minimumUsers,
        @Nullable List<String> steps,
        @Nullable Boolean partial,
        @Nullable String dataSet,
        @Nullable Double score) {
    static final ConditionBody NONE = new ConditionBody(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** The condition with every default filled in. */
    static ConditionBody from(Condition condition) {
        return new ConditionBody(
                metric(condition),
                of(condition, Threshold.class, it -> it.operator().wireName()),
                of(condition, Threshold.class, Threshold::value),
                direction(condition),
                of(condition, Change.class, Change::by),
                of(condition, Anomaly.class, Anomaly::sensitivity),
                of(condition, Anomaly.class, Anomaly::periods),
                of(condition, Anomaly.class, Anomaly::minimumPeriods),
                of(condition, RetentionBelow.class, RetentionBelow::day),
                of(condition, RetentionBelow.class, RetentionBelow::benchmark),
                of(condition, RetentionBelow.class, it -> it.basis().name().toLowerCase(Locale.ROOT)),
                of(condition, RetentionBelow.class, RetentionBelow::minimumUsers),
                of(condition, RunFailed.class, it -> List.copyOf(new TreeSet<>(it.steps()))),
                of(condition, RunFailed.class, RunFailed::partial),
                of(condition, QualityBelow.class, QualityBelow::dataSet),
                of(condition, QualityBelow.class, QualityBelow::score));
    }

    /** A field that only one kind of condition has. */
    private static <C extends Condition, T> @Nullable T of(Condition condition, Class<C> kind, Function<C, T> field) {
        return kind.isInstance(condition) ? field.apply(kind.cast(condition)) : null;
    }

    private static @Nullable String metric(Condition condition) {
        return switch (condition) {
            case Threshold it -> it.metric().wireName();
            case Change it -> it.metric().wireName();
            case Anomaly it -> it.metric().wireName();
            case RetentionBelow _, RunFailed _, QualityBelow _ -> null;
        };
    }

    private static @Nullable String direction(Condition condition) {
        return switch (condition) {
            case Change it -> it.direction().wireName();
            case Anomaly it -> it.direction().wireName();
            case Threshold _, RetentionBelow _, RunFailed _, QualityBelow _ -> null;
        };
    }
}
