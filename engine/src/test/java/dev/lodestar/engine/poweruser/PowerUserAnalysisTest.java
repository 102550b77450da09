package dev.lodestar.engine.poweruser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PowerUserAnalysisTest {
    private static Project active(Project project, String user, int days) {
        for (int day = 0; day < days; day++) {
            project.event(user, "page_viewed", LocalDate.parse("2024-01-28").minusDays(day) + "T10:00");
        }
        return project;
    }

    private static PowerUserAnswer analyse(Project project, double topShare) {
        return new PowerUserAnalysis(project.context(3, project.changes())).analyse(Scope.EVERYTHING, topShare);
    }

    @Test
    void theThresholdIsTheLeastNumberOfDaysThatFewReach() {
        Project project = Project.inUtc();
        for (int user = 1; user <= 10; user++) {
            active(project, "u" + user, user);
        }

        PowerUserAnswer answer = analyse(project, 0.10);

        assertThat(answer.threshold()).isEqualTo(10);
        assertThat(answer.powerUsers()).isEqualTo(1);
        assertThat(answer.activeUsers()).isEqualTo(10);
        assertThat(answer.eventShare()).isEqualTo(10.0 / 55);
        assertThat(answer.curve()).hasSize(28);
        assertThat(answer.curve().get(9)).isEqualTo(new PowerCurvePoint(10, 1L, 1L, true));
        assertThat(answer.curve().get(8)).isEqualTo(new PowerCurvePoint(9, 1L, 2L, false));
    }

    @Test
    void whereTooManyComeEveryDayThereIsNoThreshold() {
        PowerUserAnswer answer = analyse(active(Project.inUtc(), "ada", 28), 0.10);

        assertThat(answer.threshold()).isNull();
        assertThat(answer.powerUsers()).isZero();
        assertThat(answer.curve()).extracting(PowerCurvePoint::isPower).containsOnly(false);
    }

    @Test
    void aShareThatIsAWholeNumberOfUsersIsNotMissedByRounding() {
        Project project = Project.inUtc();
        for (int user = 0; user < 100; user++) {
            active(project, "u" + user, user < 29 ? 5 : 1);
        }

        assertThat(analyse(project, 0.29).threshold()).isEqualTo(2);
    }

    @Test
    void daysBeforeTheWindowDoNotCount() {
        Project project = active(Project.inUtc(), "ada", 40);

        assertThat(analyse(project, 0.5).curve().getLast().users()).isEqualTo(1);
    }
}
