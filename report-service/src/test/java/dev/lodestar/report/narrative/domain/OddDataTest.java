package dev.lodestar.report.narrative.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.Fixtures;
import dev.lodestar.report.answer.domain.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sentences that are true of most data must be true of the rest too: of nobody, of few, and of products that shrink. */
class OddDataTest {
    private final Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);

    @AfterEach
    void isWrittenInWholeSentences() {
        Narrative narrative = narrative();
        assertThat(Stream.of(
                                narrative.summary(),
                                narrative.insights(),
                                narrative.recommendations(),
                                narrative.nextSteps())
                        .flatMap(List::stream))
                .allSatisfy(sentence -> assertThat(sentence)
                        .matches("[A-Z0-9$].*[.]")
                        .doesNotContain("null", "NaN", "Optional", "_", "  ", "%%", "..", " ."));
    }

    @Test
    void the_greatest_loss_is_told_in_users_and_in_rate() {
        assertThat(narrative().insights().getFirst())
                .isEqualTo("After signup the funnel loses most users at activation: 20,130 users, 40.3% of those who"
                        + " reached the stage before (95% interval 39.8% to 40.7%). 420 of them still have time to get there."
                        + " The largest share of those who reached the stage before is lost at monetization: 61.7%"
                        + " (95% interval 60.1% to 63.2%), 2,351 users. 1,260 of them still have time to get there.");
        assertThat(narrative().nextSteps())
                .anyMatch(step ->
                        step.startsWith("Test one change at activation, the stage that loses most users after signup,")
                                && step.contains("compare the drop-off with that of this run, 40.3% (95% interval"));
    }

    @Test
    void one_stage_that_loses_most_either_way_is_told_once() {
        losses().forEach(loss -> lose(loss, loss.path("stage").asText().equals("engagement") ? 3 : 1, 4));

        assertThat(narrative().insights().getFirst())
                .startsWith("After signup the funnel loses most at engagement, in users and in rate: 3 users, 75.0% of")
                .doesNotContain("largest share");
    }

    @Test
    void a_funnel_that_keeps_everybody_loses_most_nowhere() {
        losses().forEach(loss -> lose(loss, 0, 1));

        assertThat(narrative().insights().getFirst())
                .isEqualTo("After signup no stage of the funnel has lost anybody.");
        assertThat(narrative().nextSteps()).noneMatch(step -> step.startsWith("Test one change"));
    }

    @Test
    void a_share_of_active_users_with_a_profile_is_not_called_one_of_active_users() {
        assertThat(narrative().insights())
                .anyMatch(sentence ->
                        sentence.matches(".* is the most widely used feature, by [0-9.]+% of the active users"
                                + " with a profile; .* is the least, by [0-9.]+% \\([0-9,]+ of 41,230\\)\\."));
    }

    @Test
    void features_that_nobody_uses_are_not_the_most_widely_used() {
        features()
                .forEach(feature ->
                        ((ObjectNode) feature).put("users_adopted", 0).put("adoption_rate", 0.0));

        assertThat(narrative().insights())
                .contains("None of the active users with a profile has used any of the features.");
    }

    @Test
    void features_that_are_used_alike_have_no_first() {
        features()
                .forEach(feature ->
                        ((ObjectNode) feature).put("users_adopted", 1).put("adoption_rate", 1.0));

        assertThat(narrative().insights())
                .contains("All features are used equally widely, by 100.0% of the active users with a profile.");
    }

    /** A month after one without anybody has no growth; it is the last complete one all the same. */
    @Test
    void the_last_complete_month_is_the_last_one() {
        ArrayNode months = array(AnalysisStep.ENGAGEMENT, "/monthly/series");
        months.removeAll();
        month(months, "2025-10-01", 100, null, null);
        month(months, "2025-11-01", 0, -1.0, 0.0);
        month(months, "2025-12-01", 50, null, null);

        assertThat(narrative().insights())
                .contains(
                        "In Dec 2025, the last complete month, 50 users were active, after nobody in the month before.");
    }

    @Test
    void the_only_complete_month_is_told_without_growth() {
        ArrayNode months = array(AnalysisStep.ENGAGEMENT, "/monthly/series");
        months.removeAll();
        month(months, "2025-12-01", 1, null, null);

        assertThat(narrative().insights()).contains("In Dec 2025, the last complete month, 1 user was active.");
    }

    /** Pairs are ranked by users: a few users can lie further apart. */
    @Test
    void the_group_that_most_users_could_be_kept_of_is_not_said_to_be_furthest_apart() {
        assertThat(narrative().insights())
                .noneMatch(sentence -> sentence.contains("widest gap"))
                .anyMatch(sentence -> sentence.startsWith("Between groups most users could be kept at engagement: "));
    }

    @Test
    void visitors_that_were_loaded_are_not_asked_for() {
        answer(AnalysisStep.ACQUISITION).putNull("visitors").putNull("spend").put("reason", "visitors_not_split");

        assertThat(narrative().nextSteps()).noneMatch(step -> step.startsWith("Load visitors"));
    }

    @Test
    void revenue_that_is_estimated_lacks_invoices() {
        ((ObjectNode) answer(AnalysisStep.LTV).path("total")).put("estimated", true);

        assertThat(narrative().nextSteps())
                .contains("Record invoices, so that revenue is measured instead of assumed.");
    }

    @Test
    void a_channel_that_won_nobody_is_not_left_out_in_silence() {
        ArrayNode rows = array(AnalysisStep.GROWTH, "/unit_economics/rows");
        rows.addObject()
                .put("metric", "cac")
                .put("channel", "social")
                .putNull("value")
                .put("reason", "no_new_paying_users");
        rows.addObject()
                .put("metric", "cac")
                .put("channel", "billboard")
                .putNull("value")
                .put("reason", "no_new_paying_users");

        // The acquisition answer has spend by social, and none by billboard.
        assertThat(narrative().insights())
                .anyMatch(sentence ->
                        sentence.endsWith(". Of the channels whose spend won payers, referral is the cheapest at"
                                + " $12.50 a paying user and paid search the dearest at $41.20. What was spent on social has won"
                                + " none."));
    }

    @Test
    void channels_that_cost_the_same_have_no_cheapest() {
        array(AnalysisStep.GROWTH, "/unit_economics/rows").forEach(row -> {
            if (row.path("value").asDouble() > 0) {
                ((ObjectNode) row).put("value", 12.5);
            }
        });

        assertThat(narrative().insights()).noneMatch(sentence -> sentence.contains("the cheapest"));
    }

    @Test
    void a_lever_without_cost_is_recommended_where_it_adds_revenue() {
        ((ObjectNode) array(AnalysisStep.GROWTH, "/levers/levers").path(0))
                .put("cost", 0)
                .putNull("roi");

        assertThat(narrative().recommendations().getFirst())
                .startsWith("Invest in SEO content, which works on awareness: over 12 months it adds ")
                .endsWith(" for a cost of $0, with a chance of more than 99% that it pays off.");
    }

    @Test
    void an_input_that_moves_nothing_is_not_to_be_measured_more_closely() {
        array(AnalysisStep.GROWTH, "/sensitivity/inputs").forEach(input -> ((ObjectNode) input).put("swing", 0.0));

        assertThat(narrative().nextSteps()).noneMatch(step -> step.startsWith("Measure "));
    }

    /** One month after signup more came back, half a year after fewer. */
    @Test
    void retention_that_rose_and_fell_is_told_both_ways() {
        ArrayNode periods = array(AnalysisStep.COMPARISON, "/periods");
        periods.removeAll();
        periods.addObject()
                .put("period", 1)
                .put("early_rate", 0.4)
                .put("late_rate", 0.5)
                .put("difference", 0.1)
                .put("p_adjusted", 0.001);
        periods.addObject()
                .put("period", 6)
                .put("early_rate", 0.2)
                .put("late_rate", 0.1)
                .put("difference", -0.1)
                .put("p_adjusted", 0.01);

        assertThat(narrative().insights())
                .anyMatch(
                        sentence -> sentence.startsWith("Retention has improved: 40.0% of the early cohorts and 50.0%"))
                .anyMatch(
                        sentence -> sentence.startsWith("Retention has fallen: 20.0% of the early cohorts and 10.0%"));
    }

    @Test
    void payers_of_a_segment_are_not_payers_of_all_users() {
        Evidence evidence = Fixtures.evidence(answers, "smb");

        assertThat(Narrative.of(evidence).summary())
                .anyMatch(sentence -> sentence.startsWith("5.9% of the users of segment smb pay or have a paid plan:"))
                .noneMatch(sentence -> sentence.contains("all users"));
    }

    @Test
    void a_target_that_the_trend_does_not_reach_is_told_as_that() {
        answer(AnalysisStep.NORTH_STAR).put("attainment", 0.5).putNull("forecast_date");

        assertThat(narrative().summary())
                .anyMatch(sentence -> sentence.endsWith("; the linear trend of the weekly values does not reach it."));
    }

    @Test
    void a_single_complete_week_tells_no_trend() {
        answer(AnalysisStep.NORTH_STAR).put("attainment", 0.5).putNull("forecast_date");
        ArrayNode weekly = array(AnalysisStep.NORTH_STAR, "/weekly");
        while (weekly.size() > 3) {
            weekly.remove(0);
        }
        ((ObjectNode) weekly.get(0)).put("partial", true).put("value", 7);
        ((ObjectNode) weekly.get(1)).put("partial", false).put("value", 9);
        ((ObjectNode) weekly.get(2)).put("partial", true).put("value", 3);

        assertThat(narrative().summary())
                .anyMatch(sentence -> sentence.startsWith("North Star: ")
                        && sentence.endsWith("; a single complete week tells no trend."))
                .noneMatch(sentence -> sentence.contains("linear trend"));
    }

    private Narrative narrative() {
        return Narrative.of(Fixtures.evidence(answers));
    }

    private ObjectNode answer(AnalysisStep step) {
        return (ObjectNode) Objects.requireNonNull(answers.get(step));
    }

    private ArrayNode array(AnalysisStep step, String path) {
        return (ArrayNode) answer(step).at(path);
    }

    private Iterable<JsonNode> losses() {
        return array(AnalysisStep.FUNNEL, "/total/drop_off/by_stage");
    }

    private Iterable<JsonNode> features() {
        return array(AnalysisStep.FEATURES, "/features");
    }

    private static void lose(JsonNode loss, int users, int of) {
        ((ObjectNode) loss).put("users_lost", users).put("drop_off_rate", (double) users / of);
    }

    private static void month(
            ArrayNode months, String start, int active, @Nullable Double growth, @Nullable Double quickRatio) {
        months.addObject()
                .put("period_start", start)
                .put("active_users", active)
                .put("new", active)
                .put("returning", 0)
                .put("resurrecting", 0)
                .put("dormant", 0)
                .put("growth_rate", growth)
                .put("quick_ratio", quickRatio)
                .put("partial", false);
    }
}
