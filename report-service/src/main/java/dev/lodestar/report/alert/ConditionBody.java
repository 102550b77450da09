package dev.lodestar.report.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lodestar.report.alert.domain.Condition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
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
        return switch (condition) {
            case Condition.Threshold it -> threshold(it);
            case Condition.Change it -> change(it);
            case Condition.Anomaly it -> anomaly(it);
            case Condition.RetentionBelow it -> retention(it);
            case Condition.RunFailed it -> failure(it);
            case Condition.QualityBelow it -> quality(it);
        };
    }

    private static ConditionBody threshold(Condition.Threshold it) {
        return new ConditionBody(
                it.metric().wireName(),
                it.operator().wireName(),
                it.value(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ConditionBody change(Condition.Change it) {
        return new ConditionBody(
                it.metric().wireName(),
                null,
                null,
                it.direction().wireName(),
                it.by(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ConditionBody anomaly(Condition.Anomaly it) {
        return new ConditionBody(
                it.metric().wireName(),
                null,
                null,
                it.direction().wireName(),
                null,
                it.sensitivity(),
                it.periods(),
                it.minimumPeriods(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ConditionBody retention(Condition.RetentionBelow it) {
        return new ConditionBody(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                it.day(),
                it.benchmark(),
                it.basis().name().toLowerCase(Locale.ROOT),
                it.minimumUsers(),
                null,
                null,
                null,
                null);
    }

    private static ConditionBody failure(Condition.RunFailed it) {
        return new ConditionBody(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.copyOf(new TreeSet<>(it.steps())),
                it.partial(),
                null,
                null);
    }

    private static ConditionBody quality(Condition.QualityBelow it) {
        return new ConditionBody(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                it.dataSet(),
                it.score());
    }
}
