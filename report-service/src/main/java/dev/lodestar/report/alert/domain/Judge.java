package dev.lodestar.report.alert.domain;

import dev.lodestar.report.answer.domain.DayN;
import dev.lodestar.report.figure.domain.Wording;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a condition against a run. */
public record Judge(RunFigures figures, RunOutcome outcome, DataQuality quality) {
    /** What the condition says of the run. */
    public Verdict of(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> threshold(threshold);
            case Condition.Change change -> change(change);
            case Condition.Anomaly anomaly -> anomaly(anomaly);
            case Condition.RetentionBelow retention -> retention(retention);
            case Condition.RunFailed failure -> failure(failure);
            case Condition.QualityBelow below -> quality(below);
        };
    }

    private Verdict threshold(Condition.Threshold rule) {
        return switch (figures.latest(rule.metric())) {
            case Reading.Unmeasured unmeasured -> notJudged(rule.metric().words(), unmeasured.reason());
            case Reading.Measured figure -> {
                boolean met = rule.operator().holds(figure.value(), rule.value());
                yield new Verdict.Judged(
                        met,
                        figure.value(),
                        rule.value(),
                        sentence(rule.metric(), figure.value(), figure.period()) + (met ? ", " : ", not ")
                                + rule.operator().words() + " "
                                + text(rule.metric(), rule.value()) + ".");
            }
        };
    }

    private Verdict change(Condition.Change rule) {
        Metric metric = rule.metric();
        Metric.Cadence cadence = Objects.requireNonNull(metric.cadence());
        List<Point> history = figures.history(metric);
        int last = history.size() - 1;
        int before = last - cadence.stride();
        if (before < 0) {
            return notJudged(metric.words(), "too_little_history");
        }
        Double now = history.get(last).value();
        Double then = history.get(before).value();
        if (now == null || then == null) {
            return notJudged(metric.words(), "not_measured");
        }
        if (then == 0) {
            return notJudged(metric.words(), "zero_base");
        }
        double moved = moved(now, then);
        boolean met = reaches(rule, now, then);
        String sentence = "%s, %s %s (%s); the rule is a %s of %s."
                .formatted(
                        sentence(metric, now, history.get(last).start()),
                        moved == 0 ? "like" : Quantity.percent(Math.abs(moved)) + (moved < 0 ? " below" : " above"),
                        cadence.words(history.get(before).start()),
                        text(metric, then),
                        rule.direction() == Direction.ANY
                                ? "change"
                                : rule.direction().wireName(),
                        Quantity.percent(rule.by()));
        return new Verdict.Judged(met, moved, rule.by(), sentence);
    }

    /** now/then − 1, worked in decimal: in binary 80/100 − 1 is a little more than −0.2. */
    private static double moved(double now, double then) {
        return difference(now, then)
                .divide(BigDecimal.valueOf(then), MathContext.DECIMAL64)
                .doubleValue();
    }

    /** Whether a figure moved by at least what the rule says: exact for the decimals that its reader sees. */
    private static boolean reaches(Condition.Change rule, double now, double then) {
        BigDecimal base = BigDecimal.valueOf(then);
        BigDecimal move = difference(now, then).multiply(BigDecimal.valueOf(base.signum()));
        BigDecimal bound = BigDecimal.valueOf(rule.by()).multiply(base.abs());
        return rule.direction().size(move).compareTo(bound) >= 0;
    }

    private static BigDecimal difference(double now, double then) {
        return BigDecimal.valueOf(now).subtract(BigDecimal.valueOf(then));
    }

    private Verdict anomaly(Condition.Anomaly rule) {
        Metric metric = rule.metric();
        List<Point> history = figures.history(metric);
        int last = history.size() - 1;
        Double now = last < 0 ? null : history.get(last).value();
        if (now == null) {
            return notJudged(metric.words(), last < 0 ? "no_complete_period" : "not_measured");
        }
        double[] past = past(history, Objects.requireNonNull(metric.cadence()).stride(), rule.periods());
        if (past.length < rule.minimumPeriods()) {
            return notJudged(metric.words(), "too_little_history");
        }
        RobustScore score = RobustScore.of(now, past);
        boolean met = rule.direction().size(score.score()) >= rule.sensitivity();
        String sentence = "%s, %s the median %s of %d periods before; the rule is %s."
                .formatted(
                        sentence(metric, now, history.get(last).start()),
                        away(score.score()),
                        text(metric, score.median()),
                        past.length,
                        Quantity.number(rule.sensitivity()));
        return new Verdict.Judged(
                met, Double.isInfinite(score.score()) ? null : score.score(), rule.sensitivity(), sentence);
    }

    /** Values of the periods before the last, at the stride of the cadence, as far as they were measured. */
    private static double[] past(List<Point> history, int stride, int periods) {
        List<Double> values = new ArrayList<>();
        for (int back = 1; back <= periods; back++) {
            int at = history.size() - 1 - back * stride;
            Double value = at < 0 ? null : history.get(at).value();
            if (value != null) {
                values.add(value);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String away(double score) {
        if (score == 0) {
            return "at";
        }
        String side = score < 0 ? "below" : "above";
        return Double.isInfinite(score)
                ? side + ", without any spread,"
                : Quantity.number(Math.abs(score)) + " robust standard deviations " + side;
    }

    private Verdict retention(Condition.RetentionBelow rule) {
        String what = "day-" + rule.day() + " retention";
        DayN.Day day = figures.retention(rule.day());
        Double rate = day == null ? null : day.retentionRate();
        Long users = day == null ? null : day.eligibleUsers();
        Long retained = day == null ? null : day.retainedUsers();
        if (day == null || rate == null || users == null || retained == null) {
            return notJudged(what, "not_measured");
        }
        if (users < rule.minimumUsers()) {
            return notJudged(what, "too_few_users");
        }
        if (figures.isSmall(users) || figures.isSmall(retained) || figures.isSmall(users - retained)) {
            return notJudged(what, "small_group");
        }
        Double bound = rule.basis() == Condition.Basis.RATE ? rate : day.ciHigh();
        if (bound == null) {
            return notJudged(what, "not_measured");
        }
        boolean met = bound < rule.benchmark();
        String sentence = "Day-%d retention: %s of %s%s, %s the benchmark of %s."
                .formatted(
                        rule.day(),
                        Quantity.percent(rate),
                        Wording.count(users, "user"),
                        interval(day),
                        met ? "below" : "not below",
                        Quantity.percent(rule.benchmark()));
        return new Verdict.Judged(met, rate, rule.benchmark(), sentence);
    }

    private static String interval(DayN.Day day) {
        return day.ciLow() == null || day.ciHigh() == null
                ? ""
                : " (95%% interval %s to %s)".formatted(Quantity.percent(day.ciLow()), Quantity.percent(day.ciHigh()));
    }

    private Verdict failure(Condition.RunFailed rule) {
        Map<String, String> missing = new TreeMap<>(outcome.missing());
        if (!rule.steps().isEmpty()) {
            missing.keySet().retainAll(rule.steps());
            return new Verdict.Judged(!missing.isEmpty(), null, null, steps(missing, "The steps looked at succeeded."));
        }
        boolean met = outcome.failed() || (rule.partial() && outcome.partial());
        if (!met) {
            return new Verdict.Judged(false, null, null, "The run ended with a bundle.");
        }
        String how = outcome.failed() ? "The run failed." : "The run is partial.";
        return new Verdict.Judged(true, null, null, missing.isEmpty() ? how : how + " " + steps(missing, ""));
    }

    private static String steps(Map<String, String> missing, String none) {
        return missing.isEmpty()
                ? none
                : missing.entrySet().stream()
                        .map(step -> step.getKey() + ": " + step.getValue())
                        .collect(Collectors.joining("; ", "Without an answer: ", "."));
    }

    private Verdict quality(Condition.QualityBelow rule) {
        DataQuality.Day day = quality.days().get(rule.dataSet());
        if (day == null) {
            return notJudged(
                    "the quality of " + rule.dataSet(),
                    quality.reason() == null ? "nothing_received" : quality.reason());
        }
        boolean met = day.score() < rule.score();
        String sentence = "Quality of %s: %s on %s over %s received, %s %s."
                .formatted(
                        rule.dataSet(),
                        Quantity.percent(day.score()),
                        Wording.day(day.date()),
                        Wording.count(day.received(), "row"),
                        met ? "below" : "not below",
                        Quantity.percent(rule.score()));
        return new Verdict.Judged(met, day.score(), rule.score(), sentence);
    }

    private String sentence(Metric metric, double value, @Nullable String period) {
        Metric.Cadence cadence = metric.cadence();
        String when = period == null || cadence == null ? "" : " (" + cadence.words(period) + ")";
        return capital(metric.words()) + ": " + text(metric, value) + when;
    }

    private String text(Metric metric, double value) {
        return metric.quantity().text(value, figures.currency());
    }

    private static Verdict notJudged(String what, String reason) {
        return new Verdict.NotJudged(reason, capital(what) + " could not be judged: " + reason.replace('_', ' ') + ".");
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
