package dev.lodestar.report.alert;

import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.alert.domain.Condition;
import dev.lodestar.report.alert.domain.Direction;
import dev.lodestar.report.alert.domain.Metric;
import dev.lodestar.report.alert.domain.Operator;
import dev.lodestar.report.alert.domain.RuleKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the condition of a rule: each field that its kind has, and none that it has not. */
final class ConditionReader {
    private static final double SENSITIVITY = 3.5;
    private static final int PERIODS = 8;
    private static final int MINIMUM_PERIODS = 6;
    private static final int LEAST_PERIODS = 3;
    private static final int MINIMUM_USERS = 100;
    private static final int LAST_DAY = 3_660;
    private static final List<String> DATA_SETS = List.of("events", "profiles", "acquisition");

    private final ConditionBody body;
    private final int periodsLimit;

    ConditionReader(ConditionBody body, int periodsLimit) {
        this.body = body;
        this.periodsLimit = periodsLimit;
    }

    Condition read(RuleKind kind) {
        return switch (kind) {
            case THRESHOLD -> {
                only(kind, "metric", "operator", "value");
                yield new Condition.Threshold(
                        Choice.of(at("metric"), body.metric(), List.of(Metric.values()), Metric::wireName),
                        Choice.of(at("operator"), body.operator(), List.of(Operator.values()), Operator::wireName),
                        number("value", body.value(), -Double.MAX_VALUE, Double.MAX_VALUE, "a number"));
            }
            case CHANGE -> {
                only(kind, "metric", "direction", "by");
                yield new Condition.Change(
                        withHistory(),
                        direction(),
                        number("by", body.by(), Double.MIN_NORMAL, 1_000, "a share above 0, such as 0.2 for a fifth"));
            }
            case ANOMALY -> {
                only(kind, "metric", "direction", "sensitivity", "periods", "minimum_periods");
                yield anomaly();
            }
            case RETENTION_BELOW_BENCHMARK -> {
                only(kind, "day", "benchmark", "basis", "minimum_users");
                yield new Condition.RetentionBelow(
                        whole("day", body.day(), null, 1, LAST_DAY),
                        number("benchmark", body.benchmark(), Double.MIN_NORMAL, 1, "a rate above 0 and at most 1"),
                        Choice.of(
                                at("basis"),
                                body.basis(),
                                Condition.Basis.values(),
                                basis -> basis.name().toLowerCase(Locale.ROOT),
                                Condition.Basis.INTERVAL),
                        whole("minimum_users", body.minimumUsers(), MINIMUM_USERS, 1, Integer.MAX_VALUE));
            }
            case RUN_FAILED -> {
                only(kind, "steps", "partial");
                yield new Condition.RunFailed(steps(), Boolean.TRUE.equals(body.partial()));
            }
            case QUALITY_BELOW -> {
                only(kind, "data_set", "score");
                yield new Condition.QualityBelow(
                        body.dataSet() == null
                                ? DATA_SETS.getFirst()
                                : Choice.of(at("data_set"), body.dataSet(), DATA_SETS, word -> word),
                        number("score", body.score(), Double.MIN_NORMAL, 1, "a score above 0 and at most 1"));
            }
        };
    }

    private Condition anomaly() {
        int periods = whole("periods", body.periods(), PERIODS, LEAST_PERIODS, periodsLimit);
        int fewest = whole(
                "minimum_periods", body.minimumPeriods(), Math.min(MINIMUM_PERIODS, periods), LEAST_PERIODS, periods);
        double sensitivity = body.sensitivity() == null
                ? SENSITIVITY
                : number("sensitivity", body.sensitivity(), Double.MIN_NORMAL, 100, "a score above 0 and at most 100");
        return new Condition.Anomaly(withHistory(), direction(), sensitivity, periods, fewest);
    }

    private Metric withHistory() {
        return Choice.of(at("metric"), body.metric(), Metric.withHistory(), Metric::wireName);
    }

    private Direction direction() {
        return Choice.of(at("direction"), body.direction(), Direction.values(), Direction::wireName, Direction.ANY);
    }

    private Set<String> steps() {
        List<String> known = Arrays.stream(AnalysisStep.values())
                .filter(step -> step != AnalysisStep.REPORT)
                .map(AnalysisStep::wireName)
                .toList();
        Set<String> steps = new TreeSet<>();
        for (String step : body.steps() == null ? List.<String>of() : body.steps()) {
            steps.add(Choice.of(at("steps"), step, known, word -> word));
        }
        return steps;
    }

    /** Refuses fields of other kinds: they would be passed over in silence. */
    private void only(RuleKind kind, String... fields) {
        Set<String> own = Set.of(fields);
        given().forEach((field, value) -> {
            if (value != null && !own.contains(field)) {
                throw ProblemException.invalid(
                        at(field),
                        value,
                        "not in a rule of kind " + kind.wireName() + ", which has "
                                + Arrays.stream(fields).collect(Collectors.joining(", ")));
            }
        });
    }

    private Map<String, @Nullable Object> given() {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("metric", body.metric());
        given.put("operator", body.operator());
        given.put("value", body.value());
        given.put("direction", body.direction());
        given.put("by", body.by());
        given.put("sensitivity", body.sensitivity());
        given.put("periods", body.periods());
        given.put("minimum_periods", body.minimumPeriods());
        given.put("day", body.day());
        given.put("benchmark", body.benchmark());
        given.put("basis", body.basis());
        given.put("minimum_users", body.minimumUsers());
        given.put("steps", body.steps());
        given.put("partial", body.partial());
        given.put("data_set", body.dataSet());
        given.put("score", body.score());
        return given;
    }

    private static double number(String field, @Nullable Double given, double from, double to, String expected) {
        if (given == null || !(given >= from && given <= to)) {
            throw ProblemException.invalid(at(field), given, expected);
        }
        return given;
    }

    private static int whole(String field, @Nullable Integer given, @Nullable Integer absent, int from, int to) {
        Integer value = given == null ? absent : given;
        if (value == null || value < from || value > to) {
            throw ProblemException.invalid(at(field), value, "a whole number from " + from + " to " + to);
        }
        return value;
    }

    private static String at(String field) {
        return "condition." + field;
    }
}
