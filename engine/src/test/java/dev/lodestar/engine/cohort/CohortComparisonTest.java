package dev.lodestar.engine.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CohortComparisonTest {
    private static ComparisonAnswer analyse(Project project) {
        return new CohortComparison(project.context(3, project.changes()))
                .analyse(Scope.EVERYTHING, CalendarPeriod.MONTHLY);
    }

    /** Ten users sign up in each month of 2024; of the n-th month's, n come back in the month after. */
    private static Project improving(int months) {
        Project project = Project.inUtc();
        for (int month = 0; month < months; month++) {
            LocalDate signup = LocalDate.parse("2024-01-15").plusMonths(month);
            for (int user = 0; user < 10; user++) {
                String name = month + "-" + user;
                project.profile(name, signup.toString());
                project.event(name, "page_viewed", signup.plusMonths(user < month ? 1 : 0) + "T10:00");
            }
        }
        return project;
    }

    @Test
    void theFirstAndLastQuarterOfTheMatureCohortsAreCompared() {
        Project project = improving(12).event("last", "page_viewed", "2025-06-30T10:00");

        ComparisonAnswer answer = analyse(project);

        // mature are January to December 2024
        assertThat(Objects.requireNonNull(answer.early()).cohorts())
                .containsExactly(
                        LocalDate.parse("2024-01-01"), LocalDate.parse("2024-02-01"), LocalDate.parse("2024-03-01"));
        assertThat(Objects.requireNonNull(answer.late()).users()).isEqualTo(30);
        ComparedPeriod first = answer.periods().getFirst();
        assertThat(first.earlyActive()).isEqualTo(3);
        assertThat(first.lateActive()).isEqualTo(29);
        assertThat(first.difference()).isCloseTo(26.0 / 30, within(1e-12));
        assertThat(first.pAdjusted()).isCloseTo(3 * first.pValue(), within(1e-12));
        assertThat(answer.periods().get(1).z()).isNull();
        assertThat(answer.periods().get(1).pValue()).isEqualTo(1.0);
        assertThat(Objects.requireNonNull(answer.logRank()).pValue()).isLessThan(0.001);
    }

    @Test
    void oneMatureCohortIsNoComparison() {
        Project project = improving(1).event("last", "page_viewed", "2025-06-30T10:00");

        ComparisonAnswer answer = analyse(project);

        assertThat(answer.reason()).isEqualTo("no_mature_cohorts");
        assertThat(answer.early()).isNull();
        assertThat(answer.periods()).isEmpty();
    }
}
