package dev.lodestar.growth.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.growth.assumption.domain.Assumptions;
import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.edge.Upstream;
import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.growth.observation.domain.Acquired;
import dev.lodestar.growth.observation.domain.ChannelCount;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import dev.lodestar.growth.observation.domain.StageCount;
import dev.lodestar.growth.projection.domain.FlowInputs;
import dev.lodestar.kit.wire.WireFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedAnswersTest {

    private static final ObjectMapper JSON = json();

    @Test
    void what_was_measured_is_taken_over() {
        ObservedProduct observed = read(Map.of(
                AnalysisStep.SUMMARY, Upstream.body("summary"),
                AnalysisStep.ACQUISITION, Upstream.body("acquisition"),
                AnalysisStep.FUNNEL, "{\"total\": " + Upstream.body("funnel") + "}",
                AnalysisStep.RETENTION, Upstream.body("retention"),
                AnalysisStep.LTV, Upstream.body("ltv")));

        assertThat(observed.visitorsPerMonth())
                .isEqualTo(Figure.observed(10_000, "visitors, mean of 2025-10 to 2025-12"));
        assertThat(observed.signupsPerMonth())
                .isEqualTo(Figure.observed(1500, "signups a month, mean of 2025-10 to 2025-12"));
        assertThat(observed.stages())
                .hasSize(6)
                .containsEntry(Stage.SIGNUP, new StageCount(30_000, 4_500, "visitors, 2025-10 to 2025-12"))
                .containsEntry(Stage.ACTIVATION, new StageCount(15_000, 9_000));
        assertThat(observed.retention())
                .containsExactly(
                        new RetentionPoint(0, 12_000, 15_000, 12_000),
                        new RetentionPoint(1, 6_000, 13_500, 10_800),
                        new RetentionPoint(2, 5_000, 12_000, 9_600),
                        new RetentionPoint(3, 4_200, 10_500, 8_400));
        assertThat(observed.channels())
                .containsExactly(
                        new ChannelCount("organic", 0.0, 180L), new ChannelCount("paid_search", 12_000.0, 120L));
        assertThat(observed.acquired()).isEqualTo(new Acquired(12_000.0, 300L, "the range"));
        assertThat(observed.reasons()).isEmpty();
        assertThat(observed.asOf().time()).isEqualTo(Instant.parse("2026-01-01T08:00:00Z"));
    }

    @Test
    void purchases_without_any_activity_or_visitors_leave_the_rest_to_assumptions_with_a_reason() {
        ObservedProduct observed = read(Map.of(
                AnalysisStep.SUMMARY,
                        "{\"total_users\": 2357, \"reasons\": {\"daily_active_users\": \"no_activity_events\"}}",
                AnalysisStep.ACQUISITION, "{\"visitors\": null, \"spend\": null, \"reason\": \"no_visitors\"}",
                AnalysisStep.FUNNEL, """
                        {"total": {"definition": {"from": "1997-01-01", "to": "1998-07-01"}, "stages": [
                          {"stage": "awareness", "users_at_stage": null, "reason": "no_visitors"},
                          {"stage": "signup", "users_at_stage": 2357},
                          {"stage": "activation", "users_at_stage": 0}]}}
                        """,
                AnalysisStep.RETENTION, """
                        {"period": "monthly", "pooled": [], "reason": "no_activity_events", "cohorts": [
                          {"cohort": "1997-01-01", "size": 781, "cells": []}, {"cohort": "1997-02-01", "size": 780, "cells": []},
                          {"cohort": "1997-03-01", "size": 796, "cells": []}]}
                        """,
                AnalysisStep.LTV, """
                        {"total": {"arpu": 100.0, "arppu": 100.0, "estimated": false},
                         "mrr": [{"month": "1998-06", "mrr": 3000.0, "paying_users": 100, "partial": false}]}
                        """));
        FlowInputs inputs = FlowInputs.of(observed, Assumptions.defaults(), 100);

        assertThat(observed.stages()).isEmpty();
        assertThat(observed.reason("visitors")).isEqualTo("no_visitors");
        assertThat(observed.reason("retention")).isEqualTo("no_activity_events");
        assertThat(observed.acquired().newPayingUsers()).isNull();
        assertThat(observed.reason("payers")).isEqualTo("no_invoices");
        // All 2,357 signed up in the first three of 18 months: today nobody does.
        assertThat(inputs.visitorsPerMonth())
                .isEqualTo(Figure.observed(
                        0, "signups a month, mean of 1998-04 to 1998-06, over the assumed signup rate"));
        assertThat(inputs.arppu().value()).isEqualTo(30);
        assertThat(inputs.arppu().origin()).isEqualTo(Figure.Origin.OBSERVED);
        assertThat(inputs.rates())
                .allSatisfy(rate -> assertThat(rate.figure().origin()).isEqualTo(Figure.Origin.ASSUMPTION));
    }

    @Test
    void more_signups_than_visitors_do_not_make_a_rate_above_one() {
        ObservedProduct observed = read(Map.of(
                AnalysisStep.ACQUISITION,
                        "{\"visitors\": 10, \"monthly\": [{\"month\": \"2025-01-01\", \"visitors\": 10}]}",
                AnalysisStep.FUNNEL, """
                        {"total": {"definition": {"from": "2025-01-01", "to": "2025-02-01"}, "stages": [
                          {"stage": "awareness", "users_at_stage": 10}, {"stage": "signup", "users_at_stage": 20}]}}
                        """));

        assertThat(observed.visitorsPerMonth()).isNull();
        assertThat(observed.stages()).isEmpty();
        assertThat(observed.signupsPerMonth()).isNotNull();
    }

    @Test
    void
            a_channel_that_was_paid_for_and_brought_nobody_has_no_payers_and_one_whose_payers_are_withheld_has_unknown_ones() {
        ObservedProduct observed = read(Map.of(
                AnalysisStep.ACQUISITION,
                "{\"spend\": 30, \"channels\": [{\"channel\": \"fair\", \"spend\": 20}, {\"channel\": \"ads\", \"spend\": 10}]}",
                AnalysisStep.LTV,
                """
                        {"total": {"paying_users": 40, "arpu": 1.0, "arppu": 2.0, "estimated": false},
                         "channels": [{"channel": "(none)", "paying_users": 40},
                                      {"channel": "ads", "paying_users": null, "suppressed": ["paying_users"]}]}
                        """));

        assertThat(observed.channels())
                .containsExactly(
                        new ChannelCount("(none)", null, 40L),
                        new ChannelCount("ads", 10.0, null),
                        new ChannelCount("fair", 20.0, 0L));
        assertThat(observed.reason("payers")).isEqualTo("suppressed");
    }

    @Test
    void what_is_withheld_from_a_viewer_is_called_so_and_not_absent_or_too_young() {
        ObservedProduct observed = read(Map.of(
                AnalysisStep.ACQUISITION,
                        "{\"visitors\": 90, \"monthly\": [{\"month\": \"2025-01-01\", \"visitors\": 90}]}",
                AnalysisStep.FUNNEL, """
                        {"total": {"definition": {"from": "2025-01-01", "to": "2025-02-01"}, "stages": [
                          {"stage": "awareness", "users_at_stage": 90},
                          {"stage": "signup", "users_at_stage": null, "suppressed": ["users_at_stage"], "reason": "suppressed"}]}}
                        """,
                AnalysisStep.RETENTION, """
                        {"period": "monthly", "pooled": [{"period": 0, "active_users": null, "cohort_size": null,
                          "suppressed": ["active_users", "cohort_size"]}]}
                        """,
                AnalysisStep.LTV, """
                        {"total": {"arpu": null, "arppu": null, "estimated": false, "suppressed": ["arpu", "arppu"]}, "mrr": []}
                        """));

        assertThat(observed.reasons())
                .containsEntry("visitors", "suppressed")
                .containsEntry("stages", "suppressed")
                .containsEntry("retention", "suppressed")
                .containsEntry("revenue", "suppressed");
    }

    @Test
    void with_no_answer_at_all_the_flow_is_that_of_the_assumptions() {
        FlowInputs inputs = FlowInputs.of(read(Map.of()), Assumptions.defaults(), 100);

        // 30 M users × 10 % a month / 0.15
        assertThat(inputs.visitorsPerMonth().value()).isCloseTo(20_000_000, within(1e-6));
        assertThat(inputs.figures())
                .allSatisfy(input -> assertThat(input.figure().origin()).isEqualTo(Figure.Origin.ASSUMPTION));
    }

    /** The same product whatever months visitors were counted in: 1,000 sign up and 10,000 visit a month. */
    @ParameterizedTest
    @CsvSource({
        "2025-01-01, 10000", // all of the range
        "2025-04-01, 10000",
        "2025-06-01, 10000",
        "2025-06-21, 6666.666666666667", // no month is known from its beginning: the signup rate is assumed
        "2025-07-01, 6666.666666666667"
    })
    void month_zero_is_today_whatever_months_the_visitors_are_known_of(String knownFrom, double visitors) {
        FlowInputs inputs = FlowInputs.of(
                halfYear(knownFrom, List.of(1000, 1000, 1000, 1000, 1000, 1000)), Assumptions.defaults(), 100);
        double rate = inputs.rates().getFirst().figure().value();

        assertThat(inputs.visitorsPerMonth().value()).isCloseTo(visitors, within(1e-9));
        assertThat(inputs.visitorsPerMonth().value() * rate).isCloseTo(1000, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"2025-01-01", "2025-06-01", "2025-07-01"})
    void month_zero_has_the_signups_of_the_last_months_and_not_of_the_range(String knownFrom) {
        assertThat(signupsToday(halfYear(knownFrom, List.of(6000, 0, 0, 0, 0, 0))))
                .isZero();
        assertThat(signupsToday(halfYear(knownFrom, List.of(0, 0, 0, 0, 0, 6000))))
                .isCloseTo(2000, within(1e-9));
        assertThat(signupsToday(halfYear(knownFrom, List.of(100, 200, 400, 800, 1600, 3200))))
                .isCloseTo(5600 / 3.0, within(1e-9));
    }

    @Test
    void a_range_without_a_complete_month_is_scaled_to_one() {
        ObservedProduct observed = read(Map.of(
                AnalysisStep.ACQUISITION, """
                        {"known_from": "2025-01-05", "known_to": "2025-01-24", "visitors": 2000,
                         "monthly": [{"month": "2025-01-01", "visitors": 2000}]}
                        """,
                AnalysisStep.FUNNEL, """
                        {"total": {"definition": {"from": "2025-01-05", "to": "2025-01-25"}, "stages": [
                          {"stage": "awareness", "users_at_stage": 2000}, {"stage": "signup", "users_at_stage": 200}]}}
                        """));

        assertThat(Objects.requireNonNull(observed.visitorsPerMonth()).value())
                .isCloseTo(2000 / 20.0 * 30.4375, within(1e-9));
        assertThat(observed.stages()).containsEntry(Stage.SIGNUP, new StageCount(2000, 200, "visitors of the range"));
    }

    @Test
    void spend_known_of_some_months_is_set_against_the_payers_of_these_months() {
        ObservedProduct observed = halfYear("2025-04-01", List.of(1000, 1000, 1000, 1000, 1000, 1000));

        // 100 a month from April on; 10 of each month's signups pay.
        assertThat(observed.acquired())
                .isEqualTo(new Acquired(300.0, 30L, "the 3 of 6 complete months that it is known of"));
        assertThat(observed.channels()).containsExactly(new ChannelCount("ads", 300.0, null));
        assertThat(observed.reason("payers")).isEqualTo("spend_partly_known");
        assertThat(halfYear("2025-01-01", List.of(1000, 1000, 1000, 1000, 1000, 1000))
                        .acquired())
                .isEqualTo(new Acquired(600.0, 60L, "the range"));
        assertThat(halfYear("2025-06-21", List.of(1000, 1000, 1000, 1000, 1000, 1000))
                        .acquired())
                .isEqualTo(new Acquired(100.0, null, "a part of the range"));
    }

    @Test
    void a_cohort_that_has_only_lived_its_first_month_changes_nothing_about_later_ones() {
        String old = """
                {"cohort": "2025-01-01", "size": 1000, "cells": [{"period": 0, "active_users": 900, "censored": false},
                  {"period": 1, "active_users": 600, "censored": false}]}
                """;
        String young = """
                , {"cohort": "2025-02-01", "size": 9000, "cells": [{"period": 0, "active_users": 4500, "censored": false},
                  {"period": 1, "active_users": null, "censored": true}]}
                """;

        assertThat(retention(old, 900, 1000))
                .containsExactly(new RetentionPoint(0, 900, 1000, 900), new RetentionPoint(1, 600, 1000, 900));
        assertThat(retention(old + young, 5400, 10_000))
                .containsExactly(new RetentionPoint(0, 5400, 10_000, 5400), new RetentionPoint(1, 600, 1000, 900));
        // Where a viewer may not see the old cohort's first month, it follows from the column and the young ones.
        String withheld = old.replace("900", "null");
        assertThat(retention(withheld + young, 5400, 10_000)).contains(new RetentionPoint(1, 600, 1000, 900));
        assertThat(retention(withheld + young.replace("4500", "null"), 5400, 10_000))
                .hasSize(1);
    }

    private static List<RetentionPoint> retention(String cohorts, long active, long size) {
        return read(Map.of(AnalysisStep.RETENTION, """
                        {"period": "monthly", "cohorts": [%s], "pooled": [
                          {"period": 0, "active_users": %d, "cohort_size": %d}, {"period": 1, "active_users": 600, "cohort_size": 1000}]}
                        """.formatted(cohorts, active, size)))
                .retention();
    }

    private static double signupsToday(ObservedProduct observed) {
        FlowInputs inputs = FlowInputs.of(observed, Assumptions.defaults(), 100);
        return inputs.visitorsPerMonth().value()
                * inputs.rates().getFirst().figure().value();
    }

    /** January to June 2025 with signups by month; 10,000 visitors and a spend of 100 a month, counted from a day on. */
    private static ObservedProduct halfYear(String knownFrom, List<Integer> signups) {
        LocalDate known = LocalDate.parse(knownFrom);
        List<String> months = IntStream.rangeClosed(1, 6)
                .mapToObj(month -> LocalDate.of(2025, month, 1))
                .filter(month -> !month.plusMonths(1).isBefore(known.plusDays(1)))
                .map(month -> "{\"month\": \"%s\", \"visitors\": 10000, \"spend\": 100}".formatted(month))
                .toList();
        String days = "\"definition\": {\"from\": \"2025-01-01\", \"to\": \"2025-07-01\"}";
        long visitors = 10_000L * months.size();
        long all = signups.stream().mapToLong(Integer::longValue).sum();
        String cohorts = IntStream.range(0, 6)
                .filter(month -> signups.get(month) > 0)
                .mapToObj(month -> "{\"cohort\": \"%s\", \"size\": %d, \"paying_users\": 10}"
                        .formatted(LocalDate.of(2025, month + 1, 1), signups.get(month)))
                .collect(Collectors.joining(", "));
        return read(Map.of(
                AnalysisStep.ACQUISITION,
                months.isEmpty()
                        ? "{%s, \"visitors\": null, \"monthly\": [], \"reason\": \"no_visitors\"}".formatted(days)
                        : "{%s, \"known_from\": \"%s\", \"known_to\": \"2025-07-01\", \"visitors\": %d, \"spend\": %d, \"channels\": [{\"channel\": \"ads\", \"spend\": %d}], \"monthly\": [%s]}"
                                .formatted(
                                        days,
                                        known,
                                        visitors,
                                        100 * months.size(),
                                        100 * months.size(),
                                        String.join(", ", months)),
                AnalysisStep.FUNNEL,
                "{\"total\": {%s, \"stages\": [{\"stage\": \"awareness\", \"users_at_stage\": %d}, {\"stage\": \"signup\", \"users_at_stage\": %d}]}}"
                        .formatted(days, visitors, all),
                AnalysisStep.RETENTION,
                "{%s, \"period\": \"monthly\", \"pooled\": [], \"cohorts\": [%s]}".formatted(days, cohorts),
                AnalysisStep.LTV,
                "{%s, \"total\": {\"paying_users\": 60, \"arppu\": 20}, \"cohorts\": [%s], \"channels\": [{\"channel\": \"ads\", \"paying_users\": 60}]}"
                        .formatted(days, cohorts)));
    }

    private static ObservedProduct read(Map<AnalysisStep, String> answers) {
        var nodes = new EnumMap<AnalysisStep, JsonNode>(AnalysisStep.class);
        answers.forEach((step, body) -> nodes.put(step, node(body)));
        return new RunAnswers(JSON).read(nodes);
    }

    private static JsonNode node(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }

    private static ObjectMapper json() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new WireFormat().customize(mapper);
        return mapper;
    }
}
