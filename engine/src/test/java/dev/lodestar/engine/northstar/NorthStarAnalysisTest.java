package dev.lodestar.engine.northstar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NorthStarAnalysisTest {
    private static NorthStarAnswer analyse(Project project, @Nullable Double target) {
        return new NorthStarAnalysis(project.context(3, project.changes()))
                .analyse(Scope.EVERYTHING, new NorthStarSettings(target, 13));
    }

    /** Weeks from Monday 2024-01-01 with 1, 2, 3 and 4 workspaces, then half a week. */
    private static Project growing() {
        Project project = Project.inUtc();
        for (int week = 0; week < 4; week++) {
            String day = LocalDate.parse("2024-01-01").plusWeeks(week) + "T10:00";
            for (int workspace = 0; workspace <= week; workspace++) {
                project.collaboration("u" + workspace, "w" + workspace, day);
                project.collaboration("v" + workspace, "w" + workspace, day);
            }
        }
        return project.event("u0", "page_viewed", "2024-01-30T10:00");
    }

    @Test
    void workspacesCountOnceHoweverManyUsersAndPartitions() {
        NorthStarAnswer answer = analyse(growing(), null);

        assertThat(answer.unit()).isEqualTo("workspace");
        assertThat(answer.weekly()).extracting(NorthStarWeek::value).containsExactly(1L, 2L, 3L, 4L, 0L);
        assertThat(answer.weekly()).extracting(NorthStarWeek::weeklyActiveUsers).containsExactly(2L, 4L, 6L, 8L, 1L);
        assertThat(answer.weekly().getLast().partial()).isTrue();
        assertThat(answer.current()).isEqualTo(4);
        assertThat(answer.currentWeek()).isEqualTo("2024-01-22");
        assertThat(answer.previous()).isEqualTo(3);
        assertThat(answer.fourWeekMean()).isEqualTo(2.5);
    }

    @Test
    void theTrendSaysWhenTheTargetIsMet() {
        NorthStarAnswer answer = analyse(growing(), 10.0);

        assertThat(answer.attainment()).isEqualTo(0.4);
        assertThat(answer.forecastDate())
                .isEqualTo(LocalDate.parse("2024-01-22").plusWeeks(6));
    }

    @Test
    void aTargetMetIsMetInTheCurrentWeek() {
        assertThat(analyse(growing(), 4.0).forecastDate()).isEqualTo("2024-01-22");
    }

    @Test
    void aFallingTrendMeetsNothing() {
        Project project = Project.inUtc()
                .collaboration("u", "a", "2024-01-01T10:00")
                .collaboration("u", "b", "2024-01-02T10:00")
                .collaboration("u", "a", "2024-01-08T10:00")
                .event("u", "page_viewed", "2024-01-14T10:00");

        assertThat(analyse(project, 5.0).forecastDate()).isNull();
    }

    @Test
    void whereNoEventNamesAWorkspaceUsersCount() {
        Project project = Project.inUtc()
                .event("ada", "user_invited", "2024-01-01T10:00")
                .event("bob", "collaborative_edit", "2024-01-01T10:00")
                .event("bob", "page_viewed", "2024-01-07T10:00");

        NorthStarAnswer answer = analyse(project, null);

        assertThat(answer.unit()).isEqualTo("user");
        assertThat(answer.current()).isEqualTo(2);
        assertThat(answer.weekly().getFirst().collaborationRate()).isEqualTo(1.0);
    }

    @Test
    void whereSomeEventNamesAWorkspaceOthersDoNotCount() {
        Project project = Project.inUtc()
                .event("ada", "user_invited", "2024-01-01T10:00")
                .with(Project.event("ada", "x", "page_created", 1_704_100_000_000L, "w", null))
                .event("bob", "page_viewed", "2024-01-07T10:00");

        NorthStarAnswer answer = analyse(project, null);

        assertThat(answer.unit()).isEqualTo("workspace");
        assertThat(answer.current()).isZero();
    }
}
