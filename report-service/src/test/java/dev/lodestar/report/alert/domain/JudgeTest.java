package dev.lodestar.report.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.Fixtures;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of rule, with figures of the fixture worked by hand. */
class JudgeTest {
    /** The range of the fixture ends with 31 December 2025, a Wednesday. */
    private static final LocalDate DAY_AFTER = LocalDate.parse("2026-01-01");

    private static final RunOutcome ENDED = new RunOutcome(false, false, Map.of());

    private final Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);

    @Test
    void a_threshold_is_held_against_the_last_day_that_is_over() {
        Condition low = new Condition.Threshold(Metric.DAILY_ACTIVE_USERS, Operator.LT, 2_700);

        assertThat(judged(low, DAY_AFTER)).satisfies(verdict -> {
            assertThat(verdict.met()).isFalse();
            assertThat(verdict.observed()).isEqualTo(2_739);
            assertThat(verdict.sentence()).isEqualTo("Daily active users: 2,739 (31 December 2025), not below 2,700.");
        });
        // On the 31st itself the day is not over: the 30th has 2,650.
        assertThat(judged(low, DAY_AFTER.minusDays(1))).satisfies(verdict -> {
            assertThat(verdict.met()).isTrue();
            assertThat(verdict.observed()).isEqualTo(2_650);
            assertThat(verdict.threshold()).isEqualTo(2_700);
        });
    }

    @ParameterizedTest
    @CsvSource({"USD, 0, $", "JPY, 0, ¥", "KWD, 0.125, KWD~", "CHF, 0.5, CHF~"})
    void an_amount_is_told_in_the_currency_of_the_project(String currency, double more, String symbol) {
        Condition low = new Condition.Threshold(Metric.MRR, Operator.LT, 1_000_000 + more);
        RunFigures figures = new RunFigures(Fixtures.inCurrency(currency, answers), DAY_AFTER, 10);

        Verdict verdict = new Judge(figures, ENDED, DataQuality.unknown("not_asked")).of(low);

        String amount = symbol.replace('~', '\u00a0');
        assertThat(((Verdict.Judged) verdict).sentence())
                .startsWith("MRR: " + amount)
                .endsWith(amount + "1,000,000"
                        + (more == 0 ? "" : Double.toString(more).substring(1)) + ".");
    }

    @Test
    void an_operator_holds_at_its_bound_or_does_not() {
        for (Operator operator : Operator.values()) {
            boolean holds = operator == Operator.LTE || operator == Operator.GTE;
            assertThat(judged(new Condition.Threshold(Metric.TOTAL_USERS, operator, 50_000), DAY_AFTER)
                            .met())
                    .as(operator.wireName())
                    .isEqualTo(holds);
        }
    }

    @Test
    void a_change_of_a_week_is_held_against_the_week_before_and_a_partial_week_is_none() {
        // The week of 29 December is cut by the range. 22 December: 1,887; 15 December: 1,865. 1,887/1,865 − 1 =
        // 0.011796…
        Verdict.Judged verdict =
                judged(new Condition.Change(Metric.NORTH_STAR, Direction.RISE, 0.0117), LocalDate.parse("2026-02-01"));

        assertThat(verdict.met()).isTrue();
        assertThat(verdict.observed()).isCloseTo(0.011_796_246, within(1e-9));
        assertThat(verdict.sentence())
                .isEqualTo(
                        "The North Star: 1,887 (the week of 22 December 2025), 1.18% above the week of 15 December 2025 (1,865);"
                                + " the rule is a rise of 1.17%.");
        assertThat(judged(new Condition.Change(Metric.NORTH_STAR, Direction.DROP, 0.0117), DAY_AFTER)
                        .met())
                .isFalse();
        assertThat(judged(new Condition.Change(Metric.NORTH_STAR, Direction.ANY, 0.0118), DAY_AFTER)
                        .met())
                .isFalse();
    }

    @Test
    void a_change_of_a_day_is_held_against_the_same_weekday() {
        // Wednesday 31 December: 2,739; Wednesday 24 December: 2,662. 2,739/2,662 − 1 = 0.028925…
        assertThat(judged(new Condition.Change(Metric.DAILY_ACTIVE_USERS, Direction.ANY, 0.01), DAY_AFTER)
                        .observed())
                .isCloseTo(0.028_925_620, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 80, DROP, 0.2, true", // 80/100 − 1 in binary: −0.19999999999999996
        "100, 81, DROP, 0.2, false",
        "100, 120, RISE, 0.2, true",
        "100, 119, RISE, 0.2, false",
        "100, 90, DROP, 0.1, true",
        "100, 90, ANY, 0.1, true",
        "100, 90, RISE, 0.1, false",
        "300, 201, DROP, 0.33, true"
    })
    void a_change_by_exactly_what_the_rule_says_meets_it(
            int then, int now, Direction direction, double by, boolean met) {
        weeks(then, now);
        Verdict.Judged verdict =
                judged(new Condition.Change(Metric.NORTH_STAR, direction, by), LocalDate.parse("2026-02-01"));

        assertThat(verdict.met()).isEqualTo(met);
        assertThat(verdict.observed()).isEqualTo((now - then) / (double) then);
    }

    @Test
    void a_change_from_nothing_and_one_without_a_period_before_are_not_judged() {
        Condition change = new Condition.Change(Metric.NORTH_STAR, Direction.ANY, 0.1);
        weeks(0, 40);
        assertThat(reason(change)).isEqualTo("zero_base");
        weeks(40);
        assertThat(reason(change)).isEqualTo("too_little_history");
        weeks();
        assertThat(reason(change)).isEqualTo("too_little_history");
    }

    @Test
    void an_anomaly_is_far_from_the_median_of_its_history() {
        weeks(10, 12, 11, 13, 12, 11, 10, 14, 20);
        Condition.Anomaly at = new Condition.Anomaly(Metric.NORTH_STAR, Direction.ANY, 5.73, 8, 6);

        // By hand in RobustScoreTest: 5.73325.
        assertThat(judged(at, LocalDate.parse("2026-02-01"))).satisfies(verdict -> {
            assertThat(verdict.met()).isTrue();
            assertThat(verdict.observed()).isCloseTo(5.73325, within(1e-9));
            assertThat(verdict.sentence())
                    .contains("5.73 robust standard deviations above the median 11.5 of 8 periods before");
        });
        assertThat(judged(new Condition.Anomaly(Metric.NORTH_STAR, Direction.ANY, 5.74, 8, 6), DAY_AFTER.plusYears(1))
                        .met())
                .isFalse();
        assertThat(judged(new Condition.Anomaly(Metric.NORTH_STAR, Direction.DROP, 1, 8, 6), DAY_AFTER.plusYears(1))
                        .met())
                .isFalse();
    }

    @Test
    void a_history_of_fewer_periods_than_the_minimum_is_not_judged() {
        weeks(10, 12, 11, 13, 12, 11, 30);
        assertThat(judged(new Condition.Anomaly(Metric.NORTH_STAR, Direction.ANY, 3.5, 8, 6), DAY_AFTER.plusYears(1))
                        .met())
                .isTrue();
        weeks(12, 11, 13, 12, 11, 30);
        assertThat(reason(new Condition.Anomaly(Metric.NORTH_STAR, Direction.ANY, 3.5, 8, 6)))
                .isEqualTo("too_little_history");
    }

    @Test
    void retention_is_below_a_benchmark_when_all_of_its_interval_is() {
        // Day 7: 9,407 of 49,510 = 19.0 %, Wilson 18.66 % to 19.35 %.
        assertThat(judged(retention(0.194, Condition.Basis.INTERVAL), DAY_AFTER))
                .satisfies(verdict -> {
                    assertThat(verdict.met()).isTrue();
                    assertThat(verdict.observed()).isCloseTo(0.190_002, within(1e-6));
                    assertThat(verdict.sentence())
                            .isEqualTo(
                                    "Day-7 retention: 19% of 49,510 users (95% interval 18.66% to 19.35%), below the benchmark of 19.4%.");
                });
        assertThat(judged(retention(0.193, Condition.Basis.INTERVAL), DAY_AFTER).met())
                .isFalse();
        assertThat(judged(retention(0.193, Condition.Basis.RATE), DAY_AFTER).met())
                .isTrue();
    }

    @Test
    void retention_of_too_few_users_or_of_a_day_that_is_not_measured_is_not_judged() {
        assertThat(reason(new Condition.RetentionBelow(7, 0.5, Condition.Basis.RATE, 49_511)))
                .isEqualTo("too_few_users");
        assertThat(reason(new Condition.RetentionBelow(8, 0.5, Condition.Basis.RATE, 1)))
                .isEqualTo("not_measured");
    }

    @Test
    void figures_that_are_null_are_not_judged_and_say_why() {
        answers.putAll(Fixtures.answers(Fixtures.INVOICES_ONLY));

        assertThat(reason(new Condition.Threshold(Metric.ACTIVATION_RATE, Operator.LT, 1)))
                .isEqualTo("not_measured");
        answers.remove(AnalysisStep.SUMMARY);
        assertThat(reason(new Condition.Threshold(Metric.TOTAL_USERS, Operator.GT, 1)))
                .isEqualTo("step_failed");
    }

    @Test
    void every_metric_of_a_full_run_is_judged() {
        for (Metric metric : Metric.values()) {
            assertThat(judge(DAY_AFTER).of(new Condition.Threshold(metric, Operator.GTE, 0)))
                    .as(metric.wireName())
                    .isInstanceOfSatisfying(
                            Verdict.Judged.class,
                            verdict -> assertThat(verdict.met()).isTrue());
        }
    }

    @Test
    void what_counts_fewer_users_than_a_viewer_sees_is_not_judged() {
        ObjectNode summary = (ObjectNode) Objects.requireNonNull(answers.get(AnalysisStep.SUMMARY));
        summary.put("total_users", 100).put("paid_conversion_rate", 0.09);
        assertThat(reason(new Condition.Threshold(Metric.PAID_CONVERSION_RATE, Operator.LT, 1)))
                .isEqualTo("small_group");
        summary.put("paid_conversion_rate", 0.10);
        assertThat(judged(new Condition.Threshold(Metric.PAID_CONVERSION_RATE, Operator.LT, 1), DAY_AFTER)
                        .met())
                .isTrue();
        // 91 of 100: the nine who did not are few.
        summary.put("paid_conversion_rate", 0.91);
        assertThat(reason(new Condition.Threshold(Metric.PAID_CONVERSION_RATE, Operator.LT, 1)))
                .isEqualTo("small_group");
        weeks(10, 9);
        assertThat(reason(new Condition.Threshold(Metric.NORTH_STAR, Operator.LT, 100)))
                .isEqualTo("not_measured");
    }

    @Test
    void a_failed_run_is_told_by_its_steps() {
        Map<String, String> missing = Map.of("retention", "the shards are moving");
        RunOutcome partial = new RunOutcome(false, true, missing);
        RunOutcome failed = new RunOutcome(true, false, missing);

        assertThat(failure(failed, Set.of(), false).sentence())
                .isEqualTo("The run failed. Without an answer: retention: the shards are moving.");
        assertThat(failure(failed, Set.of(), false).met()).isTrue();
        assertThat(failure(partial, Set.of(), false).met()).isFalse();
        assertThat(failure(partial, Set.of(), true).met()).isTrue();
        assertThat(failure(partial, Set.of("retention"), false).met()).isTrue();
        assertThat(failure(partial, Set.of("funnel"), true).met()).isFalse();
        assertThat(failure(ENDED, Set.of(), true).met()).isFalse();
    }

    @Test
    void quality_is_that_of_the_last_day_on_which_rows_came() {
        DataQuality quality = new DataQuality(Map.of("events", new DataQuality.Day("2025-12-30", 0.93, 1_000)), null);

        assertThat(quality(quality, 0.95)).isInstanceOfSatisfying(Verdict.Judged.class, verdict -> {
            assertThat(verdict.met()).isTrue();
            assertThat(verdict.sentence())
                    .isEqualTo("Quality of events: 93% on 30 December 2025 over 1,000 rows received, below 95%.");
        });
        assertThat(quality(quality, 0.93))
                .isInstanceOfSatisfying(
                        Verdict.Judged.class,
                        verdict -> assertThat(verdict.met()).isFalse());
        assertThat(quality(DataQuality.unknown("ingest_unavailable"), 0.95))
                .isInstanceOfSatisfying(
                        Verdict.NotJudged.class,
                        verdict -> assertThat(verdict.reason()).isEqualTo("ingest_unavailable"));
    }

    private Verdict quality(DataQuality quality, double score) {
        return new Judge(figures(DAY_AFTER), ENDED, quality).of(new Condition.QualityBelow("events", score));
    }

    private Verdict.Judged failure(RunOutcome outcome, Set<String> steps, boolean partial) {
        return (Verdict.Judged) new Judge(figures(DAY_AFTER), outcome, DataQuality.unknown("not_asked"))
                .of(new Condition.RunFailed(steps, partial));
    }

    private static Condition retention(double benchmark, Condition.Basis basis) {
        return new Condition.RetentionBelow(7, benchmark, basis, 100);
    }

    /** Puts complete weeks of the North Star, the last one that of 22 December 2025, in place of those of the fixture. */
    private void weeks(int... values) {
        ArrayNode weekly =
                ((ObjectNode) Objects.requireNonNull(answers.get(AnalysisStep.NORTH_STAR))).putArray("weekly");
        LocalDate first = LocalDate.parse("2025-12-22").minusWeeks(values.length - 1L);
        for (int week = 0; week < values.length; week++) {
            weekly.addObject()
                    .put("week_start", first.plusWeeks(week).toString())
                    .put("value", values[week])
                    .put("weekly_active_users", 500)
                    .put("partial", false);
        }
    }

    private String reason(Condition condition) {
        return ((Verdict.NotJudged) judge(DAY_AFTER.plusYears(1)).of(condition)).reason();
    }

    private Verdict.Judged judged(Condition condition, LocalDate today) {
        return (Verdict.Judged) judge(today).of(condition);
    }

    private Judge judge(LocalDate today) {
        return new Judge(figures(today), ENDED, DataQuality.unknown("not_asked"));
    }

    private RunFigures figures(LocalDate today) {
        return new RunFigures(Fixtures.evidence(answers), today, 10);
    }
}
