package dev.lodestar.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.Filters;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StickinessAnalysisTest {
    private static final String VIEW = "page_viewed";

    @Test
    void windowsEndWithTheDayAndAreNullUntilFilled() {
        Project project = Project.inUtc().event("ada", VIEW, "2024-01-01T10:00").event("bob", VIEW, "2024-02-10T10:00");

        List<StickinessDay> series = new StickinessAnalysis(project.context())
                .analyse(Scope.EVERYTHING)
                .series();

        assertThat(series.get(5).wau()).isNull();
        assertThat(series.get(6).wau()).isEqualTo(1);
        assertThat(series.get(7).wau()).isZero();
        assertThat(series.get(28).mau()).isNull();
        assertThat(series.get(29).mau()).isEqualTo(1);
        assertThat(series.get(30).mau()).isZero();
        assertThat(series.get(40))
                .isEqualTo(new StickinessDay(LocalDate.parse("2024-02-10"), 1L, 1L, 1L, 1.0, 1.0, 1.0));
        assertThat(series.get(30).dauMauRatio()).isNull();
    }

    @Test
    void windowsLookBackBeforeAnExplicitStart() {
        Project project = Project.inUtc()
                .event("ada", VIEW, "2024-01-01T10:00")
                .event("ada", VIEW, "2024-01-20T10:00")
                .event("bob", VIEW, "2024-02-10T10:00");
        Scope scope = new Scope(LocalDate.parse("2024-02-01"), LocalDate.parse("2024-02-02"), Filters.EVERYBODY);

        StickinessAnswer answer = new StickinessAnalysis(project.context()).analyse(scope);

        assertThat(answer.series()).singleElement().satisfies(day -> {
            assertThat(day.dau()).isZero();
            assertThat(day.wau()).isZero();
            assertThat(day.mau()).isEqualTo(1);
        });
        assertThat(answer.histogram()).containsExactly(new ActiveDaysBucket(1, 0L, 0L));
    }

    @Test
    void theHistogramCountsDaysOfTheRange() {
        Project project = Project.inUtc()
                .event("ada", VIEW, "2024-01-01T10:00")
                .event("ada", VIEW, "2024-01-01T11:00")
                .event("ada", VIEW, "2024-01-03T10:00")
                .event("bob", VIEW, "2024-01-02T10:00");

        assertThat(new StickinessAnalysis(project.context())
                        .analyse(Scope.EVERYTHING)
                        .histogram())
                .containsExactly(
                        new ActiveDaysBucket(1, 1L, 2L),
                        new ActiveDaysBucket(2, 1L, 1L),
                        new ActiveDaysBucket(3, 0L, 0L));
    }
}
