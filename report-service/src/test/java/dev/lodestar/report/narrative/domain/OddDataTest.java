package dev.lodestar.report.narrative.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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

    /** Pairs are ranked by users: a few users can lie further apart. */
    @Test
    void the_group_that_most_users_could_be_kept_of_is_not_said_to_be_furthest_apart() {
        assertThat(narrative().insights())
                .noneMatch(sentence -> sentence.contains("widest gap"))
                .anyMatch(sentence -> sentence.startsWith("Between groups most users could be kept at engagement: "));
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
}
