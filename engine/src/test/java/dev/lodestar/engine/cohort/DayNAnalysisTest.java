package dev.lodestar.engine.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayNAnalysisTest {
    @Test
    void aUserIsRetainedOnExactlyTheDayAmongThoseOldEnough() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01T23:00")
                .event("ada", "page_viewed", "2024-01-02T00:30")
                .event("ada", "page_viewed", "2024-01-09T00:30")
                .profile("bob", "2024-01-02T10:00")
                .profile("cyd", "2024-01-09T10:00");

        List<DayNRow> days =
                new DayNAnalysis(project.context()).analyse(Scope.EVERYTHING).days();

        assertThat(days).extracting(DayNRow::day).containsExactly(1, 7, 14, 30, 60, 90);
        assertThat(days).extracting(DayNRow::eligibleUsers).containsExactly(2L, 2L, 0L, 0L, 0L, 0L);
        assertThat(days).extracting(DayNRow::retainedUsers).containsExactly(1L, 0L, 0L, 0L, 0L, 0L);
        assertThat(days).extracting(DayNRow::onOrAfterUsers).containsExactly(1L, 1L, 0L, 0L, 0L, 0L);
        assertThat(days.get(2).retentionRate()).isNull();
    }
}
