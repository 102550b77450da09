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

    private Narrative narrative() {
        return Narrative.of(Fixtures.evidence(answers));
    }

    private ObjectNode answer(AnalysisStep step) {
        return (ObjectNode) Objects.requireNonNull(answers.get(step));
    }

    private ArrayNode array(AnalysisStep step, String path) {
        return (ArrayNode) answer(step).at(path);
    }

    private Iterable<JsonNode> features() {
        return array(AnalysisStep.FEATURES, "/features");
    }
}
