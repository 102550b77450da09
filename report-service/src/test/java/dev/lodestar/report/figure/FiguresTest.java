package dev.lodestar.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.contracts.analysis.AnalysisStep;
import dev.lodestar.report.answer.Fixtures;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.figure.domain.BundleFigures;
import dev.lodestar.report.figure.domain.Chart;
import dev.lodestar.report.figure.domain.Figure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theNineFiguresHaveTheirPromisedNames() {
        assertThat(BundleFigures.of(Fixtures.evidence(Fixtures.FULL)))
                .extracting(Figure::name)
                .containsExactlyInAnyOrder(
                        "north_star_gauge",
                        "engagement_trends",
                        "funnel",
                        "cohort_heatmap",
                        "growth_levers",
                        "segment_comparison",
                        "feature_adoption",
                        "lifecycle",
                        "projections");
    }

    @Test
    void everyFigureIsDrawnAsAPicture() throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "pictures"));
        for (Figure figure : BundleFigures.of(Fixtures.evidence(Fixtures.FULL))) {
            assertThat(figure.chart()).isNotInstanceOf(Chart.Unavailable.class);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            PngFigure.write(figure, png);
            Files.write(directory.resolve(figure.name() + ".png"), png.toByteArray());
            assertThat(ImageIO.read(new ByteArrayInputStream(png.toByteArray())).getWidth())
                    .isEqualTo(Canvas.WIDTH);
        }
    }

    @Test
    void everyFormCarriesTheSameUnroundedNumbers() {
        Evidence evidence = Fixtures.evidence(Fixtures.FULL);
        Figure adoption = named(evidence, "feature_adoption");
        String rate = Double.toString(36900.0 / 41230);

        assertThat(EChartsOption.of(adoption).toString()).contains(rate);
        assertThat(PlotlyFigure.of(adoption).toString()).contains(rate);
    }

    /** While it grew, the name at its end had no number for a place, which the browser's console told. */
    @Test
    void aLineThatBeginsLaterDoesNotGrow() {
        List<?> lines = (List<?>) EChartsOption.of(named(Fixtures.evidence(Fixtures.FULL), "engagement_trends"))
                .get("series");

        assertThat(lines)
                .anySatisfy(line -> assertThat(beginsLater(line)).isTrue())
                .anySatisfy(line -> assertThat(beginsLater(line)).isFalse())
                .allSatisfy(line -> assertThat(Boolean.FALSE.equals(((Map<?, ?>) line).get("animation")))
                        .isEqualTo(beginsLater(line)));
    }

    private static boolean beginsLater(Object line) {
        return ((List<?>) Objects.requireNonNull(((Map<?, ?>) line).get("data"))).getFirst() == null;
    }

    @Test
    void whatCannotBeMeasuredIsSaidAndNotDrawn() throws IOException {
        for (Evidence evidence : new Evidence[] {Fixtures.evidence(Fixtures.INVOICES_ONLY), Fixtures.nothing()}) {
            for (Figure figure : BundleFigures.of(evidence)) {
                if (figure.name().equals("funnel") && evidence.funnel() != null) {
                    continue;
                }
                assertThat(figure.chart()).as(figure.name()).isInstanceOf(Chart.Unavailable.class);
                assertThat(EChartsOption.of(figure)).isEmpty();
                assertThat(PlotlyFigure.of(figure).toString()).contains("Not measurable");
                PngFigure.write(figure, new ByteArrayOutputStream());
            }
        }
    }

    @Test
    void aTitleStatesTheFinding() {
        Evidence evidence = Fixtures.evidence(Fixtures.FULL);

        assertThat(named(evidence, "north_star_gauge").title())
                .isEqualTo("1,843 workspaces collaborated in the last complete week, 73.7% of the target of 2,500");
        assertThat(named(evidence, "segment_comparison").title())
                .isEqualTo("Enterprise leads: 8.9% of its signups reach monetization, against 1.1% of individual");
    }

    @Test
    void adoptionIsOfActiveUsersWithAProfile() {
        assertThat(named(Fixtures.evidence(Fixtures.FULL), "feature_adoption").title())
                .contains("% of the active users with a profile, ");
    }

    @Test
    void nobodyIsLostWhereNobodyDropsOff() {
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
        array(answers, AnalysisStep.FUNNEL, "/total/stages").forEach(stage -> {
            if (stage.path("stage_number").asInt() > 2) {
                ((ObjectNode) stage).put("drop_off_rate", 0.0);
            }
        });

        assertThat(named(Fixtures.evidence(answers), "funnel").title())
                .isEqualTo("After signup no stage has lost anybody");
    }

    @Test
    void monthsThatNobodyWentQuietInFollowedOneAnother() {
        Map<AnalysisStep, JsonNode> answers = Fixtures.answers(Fixtures.FULL);
        array(answers, AnalysisStep.ENGAGEMENT, "/monthly/series")
                .forEach(month -> ((ObjectNode) month).put("dormant", 0).putNull("quick_ratio"));

        assertThat(named(Fixtures.evidence(answers), "lifecycle").title())
                .isEqualTo("In no complete month did a user go quiet");
    }

    private static ArrayNode array(Map<AnalysisStep, JsonNode> answers, AnalysisStep step, String path) {
        return (ArrayNode) Objects.requireNonNull(answers.get(step)).at(path);
    }

    private static Figure named(Evidence evidence, String name) {
        return BundleFigures.of(evidence).stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
