package dev.lodestar.engine.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionAnalysisTest {
    private static final String VIEW = "page_viewed";

    private static RetentionAnswer analyse(Project project, CalendarPeriod period, RetentionMode mode) {
        return new RetentionAnalysis(project.context(2, project.changes())).analyse(Scope.EVERYTHING, period, mode);
    }

    private static List<Long> active(RetentionCohort cohort) {
        return cohort.cells().stream()
                .map(cell -> cell.censored() || cell.activeUsers() == null ? -1L : cell.activeUsers())
                .toList();
    }

    private static Project project() {
        return Project.inUtc()
                .profile("ada", "2024-01-10")
                .event("ada", VIEW, "2024-01-03T10:00")
                .event("ada", VIEW, "2024-03-03T10:00")
                .profile("bob", "2024-01-31")
                .event("bob", VIEW, "2024-02-29T10:00")
                .profile("cyd", "2024-03-01")
                .event("cyd", VIEW, "2024-02-28T10:00")
                .event("cyd", VIEW, "2024-04-15T10:00");
    }

    @Test
    void usersAreCountedInTheCalendarPeriodsOfTheirCohort() {
        List<RetentionCohort> cohorts =
                analyse(project(), CalendarPeriod.MONTHLY, RetentionMode.ON).cohorts();

        assertThat(cohorts).extracting(RetentionCohort::size).containsExactly(2L, 1L);
        assertThat(active(cohorts.get(0))).containsExactly(1L, 1L, 1L, -1L);
        assertThat(active(cohorts.get(1))).containsExactly(0L, -1L);
    }

    @Test
    void onOrAfterCountsLaterPeriodsEvenTheCutOne() {
        List<RetentionCohort> cohorts = analyse(project(), CalendarPeriod.MONTHLY, RetentionMode.ON_OR_AFTER)
                .cohorts();

        assertThat(active(cohorts.get(0))).containsExactly(2L, 2L, 1L, -1L);
        assertThat(active(cohorts.get(1))).containsExactly(1L, -1L);
    }

    @Test
    void columnsArePooledOverTheCohortsWithAValue() {
        List<PooledRetention> pooled =
                analyse(project(), CalendarPeriod.MONTHLY, RetentionMode.ON).pooled();

        assertThat(pooled)
                .extracting(PooledRetention::activeUsers)
                .containsExactlyElementsOf(Arrays.asList(1L, 1L, 1L, null));
        assertThat(pooled)
                .extracting(PooledRetention::cohortSize)
                .containsExactlyElementsOf(Arrays.asList(3L, 2L, 2L, null));
        assertThat(pooled.get(1).retentionRate()).isEqualTo(0.5);
    }

    @Test
    void rollingWindowsStartWithTheUser() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01T12:00")
                .event("ada", VIEW, "2024-01-01T11:00")
                .event("ada", VIEW, "2024-01-02T11:59")
                .event("ada", VIEW, "2024-01-03T12:00")
                .event("ada", VIEW, "2024-01-05T12:00");

        RetentionCohort cohort = analyse(project, CalendarPeriod.DAILY, RetentionMode.ROLLING)
                .cohorts()
                .getFirst();

        assertThat(active(cohort)).containsExactly(1L, 0L, 1L, 0L, -1L);
    }

    @Test
    void withoutActivitySizesAreKnownAndCellsAreNot() {
        Project project = Project.inUtc().profile("ada", "2024-01-01").invoice("ada", 1, "2024-03-01T10:00");

        RetentionAnswer answer = analyse(project, CalendarPeriod.MONTHLY, RetentionMode.ON);

        assertThat(answer.reason()).isEqualTo("no_activity_events");
        assertThat(answer.cohorts().getFirst().size()).isEqualTo(1);
        assertThat(answer.cohorts().getFirst().cells())
                .hasSize(3)
                .allSatisfy(cell -> assertThat(cell.activeUsers()).isNull());
    }
}
