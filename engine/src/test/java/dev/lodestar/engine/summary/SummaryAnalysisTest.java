package dev.lodestar.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.northstar.NorthStarAnalysis;
import dev.lodestar.engine.northstar.NorthStarSettings;
import dev.lodestar.engine.query.Filters;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryAnalysisTest {
    private static SummaryAnswer analyse(Project project) {
        return new SummaryAnalysis(project.context(2, project.changes()))
                .analyse(Scope.EVERYTHING, NorthStarSettings.STANDARD);
    }

    @Test
    void figuresComeFromTheirAnalyses() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01", Map.of("plan_type", "pro"))
                .event("ada", "page_created", "2024-01-01T10:00")
                .collaboration("ada", "w", "2024-01-29T10:00")
                .profile("bob", "2024-01-02")
                .event("bob", "page_viewed", "2024-02-04T10:00")
                .profile("cyd", "2024-02-05")
                .event("guest", "signup", "2024-02-04T11:00");

        SummaryAnswer answer = analyse(project);

        assertThat(answer.totalUsers()).isEqualTo(2);
        assertThat(answer.totalEvents()).isEqualTo(4);
        assertThat(answer.avgEventsPerUser()).isEqualTo(2.0);
        assertThat(answer.dailyActiveUsers()).isEqualTo(1);
        assertThat(answer.weeklyActiveUsers()).isEqualTo(2);
        assertThat(answer.monthlyActiveUsers()).isEqualTo(2);
        assertThat(answer.dauMauRatio()).isEqualTo(0.5);
        assertThat(answer.northStar()).isEqualTo(1);
        assertThat(answer.activationRate()).isEqualTo(0.5);
        assertThat(answer.collaborationRate()).isEqualTo(1.0);
        assertThat(answer.paidConversionRate()).isEqualTo(0.5);
        assertThat(answer.reasons()).isEmpty();
    }

    @Test
    void whatCannotBeMeasuredIsNullWithItsReason() {
        SummaryAnswer answer =
                analyse(Project.inUtc().profile("ada", "2024-01-01").invoice("ada", 1, "2024-01-02T10:00"));

        assertThat(answer.totalUsers()).isEqualTo(1);
        assertThat(answer.totalEvents()).isEqualTo(1);
        assertThat(answer.paidConversionRate()).isEqualTo(1.0);
        assertThat(answer.northStar()).isNull();
        assertThat(answer.reasons())
                .containsEntry("north_star", "no_activity_events")
                .containsEntry("daily_active_users", "no_activity_events")
                .containsEntry("activation_rate", "no_activity_events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-04", "2024-02-05", "2024-02-06", "2024-02-11", "2024-02-12"})
    void theNorthStarIsThatOfItsAnalysisWhereverTheRangeEnds(String to) {
        Project project = Project.inUtc()
                .collaboration("ada", "v", "2024-01-05T10:00")
                .collaboration("ada", "w", "2024-01-24T10:00")
                .collaboration("ada", "x", "2024-01-25T10:00")
                .collaboration("ada", "y", "2024-01-31T10:00");
        Scope scope = new Scope(null, LocalDate.parse(to), Filters.EVERYBODY);

        assertThat(new SummaryAnalysis(project.context())
                        .analyse(scope, NorthStarSettings.STANDARD)
                        .northStar())
                .isNotNull()
                .isEqualTo(new NorthStarAnalysis(project.context())
                        .analyse(scope, NorthStarSettings.STANDARD)
                        .current());
    }

    @Test
    void emptyDataHaveASummaryOfZeros() {
        SummaryAnswer answer = analyse(Project.inUtc());

        assertThat(answer.totalUsers()).isZero();
        assertThat(answer.avgEventsPerUser()).isNull();
        assertThat(answer.reasons()).containsEntry("avg_events_per_user", "no_profiles");
    }
}
