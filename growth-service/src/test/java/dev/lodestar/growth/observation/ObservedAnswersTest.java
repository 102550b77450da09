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
import dev.lodestar.growth.observation.domain.ChannelCount;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import dev.lodestar.growth.observation.domain.StageCount;
import dev.lodestar.growth.projection.domain.FlowInputs;
import dev.lodestar.kit.wire.WireFormat;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
                .isEqualTo(Figure.observed(10_000, "visitors, mean of the last 3 complete months"));
        assertThat(observed.stages()).hasSize(6).containsEntry(Stage.SIGNUP, new StageCount(100_000, 15_000));
        assertThat(observed.retention()).hasSize(4);
        assertThat(observed.channels())
                .containsExactly(
                        new ChannelCount("organic", 0.0, 180L), new ChannelCount("paid_search", 12_000.0, 120L));
        assertThat(observed.newPayingUsers()).isEqualTo(300);
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
                AnalysisStep.RETENTION, "{\"period\": \"monthly\", \"pooled\": [], \"reason\": \"no_activity_events\"}",
                AnalysisStep.LTV, """
                        {"total": {"arpu": 100.0, "arppu": 100.0, "estimated": false},
                         "mrr": [{"month": "1998-06", "mrr": 3000.0, "paying_users": 100, "partial": false}]}
                        """));
        FlowInputs inputs = FlowInputs.of(observed, Assumptions.defaults(), 100);

        assertThat(observed.stages()).isEmpty();
        assertThat(observed.reason("visitors")).isEqualTo("no_visitors");
        assertThat(observed.reason("retention")).isEqualTo("no_activity_events");
        assertThat(observed.newPayingUsers()).isNull();
        assertThat(observed.reason("payers")).isEqualTo("no_invoices");
        // 2,357 signups in 546 days, over the assumed signup rate of 0.15.
        assertThat(inputs.visitorsPerMonth().value()).isCloseTo(2357 / (546 / 30.4375) / 0.15, within(1e-9));
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
