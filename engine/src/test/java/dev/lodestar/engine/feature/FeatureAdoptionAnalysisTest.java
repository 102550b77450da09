package dev.lodestar.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.Filters;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureAdoptionAnalysisTest {
    private static List<FeatureAdoption> analyse(Project project, Scope scope) {
        return new FeatureAdoptionAnalysis(project.context(2, project.changes()))
                .analyse(scope)
                .features();
    }

    @Test
    void adoptersAreAmongTheEligibleAndSharesAmongTheActive() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01")
                .event("ada", "search_performed", "2024-01-02T12:00")
                .event("ada", "search_performed", "2024-01-03T12:00")
                .profile("bob", "2024-01-01")
                .event("bob", "search_performed", "2024-01-05T00:00")
                .profile("cyd", "2024-01-01")
                .event("cyd", "page_viewed", "2024-01-05T00:00")
                .profile("dan", "2024-01-01")
                .event("guest", "search_performed", "2024-01-05T00:00");

        assertThat(analyse(project, Scope.EVERYTHING))
                .contains(new FeatureAdoption("search", 2L, 3L, 2.0 / 3, 3L, 1.5, (1.5 + 4) / 2, 1.5, 1.5, 0.75))
                .contains(new FeatureAdoption("page_creation", 0L, 3L, 0.0, 0L, null, null, null, null, 0.0));
    }

    @Test
    void aUseBeforeSignupCountsAndItsTimeIsNegative() {
        Project project = Project.inUtc().profile("ada", "2024-01-03").event("ada", "page_viewed", "2024-01-02T12:00");

        assertThat(analyse(project, Scope.EVERYTHING).get(3).medianDaysToFirstUse())
                .isEqualTo(-0.5);
    }

    @Test
    void twoUsesOnADayOfTheProjectAreOneDayOfUse() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01")
                .event("ada", "workspace_shared", "2024-01-02T00:00")
                .event("ada", "user_invited", "2024-01-02T23:59:59.999")
                .event("ada", "user_invited", "2024-01-03T00:00")
                .event("ada", "user_invited", "2024-01-09T00:00")
                .profile("bob", "2024-01-01")
                .event("bob", "user_invited", "2024-01-05T00:00")
                .profile("cyd", "2024-01-01")
                .event("cyd", "user_invited", "2024-01-05T00:00")
                .event("guest", "user_invited", "2024-01-06T00:00");
        Scope scope = new Scope(null, LocalDate.parse("2024-01-09"), Filters.EVERYBODY);

        FeatureAdoption collaboration = analyse(project, scope).get(4);

        assertThat(collaboration.avgDaysUsedPerUser()).isEqualTo(4 / 3.0);
        assertThat(collaboration.medianDaysUsedPerUser()).isEqualTo(1.0);
    }

    @Test
    void theFirstUseIsTheFirstInTheRange() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01")
                .event("ada", "page_viewed", "2024-01-02T00:00")
                .event("ada", "page_viewed", "2024-01-04T00:00");
        Scope scope = new Scope(LocalDate.parse("2024-01-03"), null, Filters.EVERYBODY);

        assertThat(analyse(project, scope).get(3).medianDaysToFirstUse()).isEqualTo(3.0);
    }
}
