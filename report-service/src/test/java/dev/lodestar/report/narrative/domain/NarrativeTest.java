package dev.lodestar.report.narrative.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrativeTest {
    @Test
    void statesTheHeadlineFiguresWithTheirIntervals() {
        List<String> summary = Narrative.of(Fixtures.evidence(Fixtures.FULL)).summary();

        assertThat(summary)
                .contains(
                        "50,000 users are known; 748,213 events were recorded in the range, 15.0 per user on average.")
                .anyMatch(sentence -> sentence.startsWith("North Star: 1,843 workspaces collaborated")
                        && sentence.contains("73.7% of the target of 2,500")
                        && sentence.endsWith("reaches it on 14 September 2026."))
                .contains("Of the 49,160 users who signed up early enough to tell, 60.3% activated within 14 days"
                        + " (95% interval 59.9% to 60.8%).");
    }

    /** More visitors than users are lost, so the sentence says that it is about users. */
    @Test
    void namesTheStageAfterSignupThatLosesMost() {
        Narrative narrative = Narrative.of(Fixtures.evidence(Fixtures.FULL));

        assertThat(narrative.insights())
                .anyMatch(sentence -> sentence.contains(" lost at monetization: 61.7% (95% interval"));
    }

    /** The best group is known by its conversion; beside a drop-off stands a drop-off. */
    @Test
    void comparesDropOffsWithDropOffs() {
        Narrative narrative = Narrative.of(Fixtures.evidence(Fixtures.FULL));

        assertThat(narrative.insights())
                .anyMatch(sentence -> sentence.contains("at engagement: segment startup drops off at 66.2%")
                        && sentence.contains(", enterprise at 49.9%; at the better rate"));
    }

    @Test
    void saysWhatAPayingUserCostAndIsWorth() {
        assertThat(Narrative.of(Fixtures.evidence(Fixtures.FULL)).insights())
                .contains(
                        "Each new paying user cost $25.40 of marketing spend, earned back in 4.2 months at the margin assumed;"
                                + " to date a paying user is worth 3.1 times that. Of the channels whose spend won payers, referral is the"
                                + " cheapest at $12.50 a paying user and paid search the dearest at $41.20.");
    }

    @Test
    void callsAnAssumedCostOfAPayingUserAssumed() {
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
        ObjectNode growth = (ObjectNode) Objects.requireNonNull(answers.get(AnalysisStep.GROWTH));
        ObjectNode economics = (ObjectNode) growth.path("unit_economics");
        economics
                .putArray("rows")
                .addObject()
                .put("metric", "cac")
                .put("value", 50.0)
                .put("unit", "currency_per_payer")
                .put("source", "assumption");

        assertThat(Narrative.of(Fixtures.evidence(answers)).insights())
                .contains("A new paying user is assumed to cost $50.")
                .noneMatch(sentence -> sentence.startsWith("Each new paying user cost"));
    }

    @Test
    void recommendsOnlyLeversThatEarnTheirCost() {
        List<String> advice = Narrative.of(Fixtures.evidence(Fixtures.FULL)).recommendations();

        assertThat(advice.getFirst())
                .startsWith("Invest in SEO content")
                .contains("80% interval", "a return on cost of 291.0%");
        assertThat(advice)
                .anyMatch(sentence -> sentence.startsWith("Do not fund API integrations")
                        && sentence.contains("and mobile experience")
                        // The return on cost is that of the mean of the simulation.
                        && sentence.contains("on average over the simulation they do not earn back the cost"));
    }

    @Test
    void saysWhyWhatCannotBeMeasuredIsMissing() {
        Narrative narrative = Narrative.of(Fixtures.evidence(Fixtures.INVOICES_ONLY));

        assertThat(narrative.gaps())
                .contains("North star could not be measured because the data contain no activity events.")
                .contains("Visitors and spend could not be measured because no visitor counts were loaded.");
        assertThat(narrative.recommendations()).isEmpty();
        assertThat(narrative.nextSteps()).anyMatch(step -> step.startsWith("Record what users do"));
        assertThat(narrative.text()).contains("The figures of this run do not support a recommendation.");
    }

    @Test
    void namesEveryStepThatFailed() {
        Narrative narrative = Narrative.of(Fixtures.nothing());

        assertThat(narrative.summary())
                .contains(
                        "This report is partial: 14 steps of the analysis gave no answer; what is missing is listed at the end.");
        assertThat(narrative.gaps()).contains("Power users: metrics-service gave no answer within 60 seconds.");
    }

    @ParameterizedTest
    @ValueSource(strings = {Fixtures.FULL, Fixtures.INVOICES_ONLY})
    void writesOnlyWholeSentencesWithoutTracesOfCode(String fixture) throws IOException {
        Narrative narrative = Narrative.of(Fixtures.evidence(fixture));

        Files.writeString(Path.of("target", fixture + ".txt"), narrative.text());

        assertThat(Stream.of(
                                narrative.summary(),
                                narrative.insights(),
                                narrative.recommendations(),
                                narrative.nextSteps(),
                                narrative.gaps())
                        .flatMap(List::stream))
                .allSatisfy(sentence -> assertThat(sentence)
                        .matches("[A-Z0-9$].*[.]")
                        .doesNotContain("null", "NaN", "Optional", "_", "  ", "%%", "..", " ."));
    }

    @Test
    void wrapsTextForATerminal() {
        assertThat(Narrative.of(Fixtures.evidence(Fixtures.FULL)).text().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(93));
    }
}
