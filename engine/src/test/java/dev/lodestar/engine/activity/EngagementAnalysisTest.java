package dev.lodestar.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngagementAnalysisTest {
    private static final String VIEW = "page_viewed";

    private static EngagementAnswer analyse(Project project, Scope scope, CalendarPeriod period) {
        return new EngagementAnalysis(project.context()).analyse(scope, period);
    }

    private static Scope between(String from, String to) {
        return new Scope(LocalDate.parse(from), LocalDate.parse(to), Filters.EVERYBODY);
    }

    @Test
    void usersAreNewReturningResurrectingOrDormant() {
        Project project = Project.inUtc()
                .event("ada", VIEW, "2024-01-01T10:00")
                .event("bob", VIEW, "2024-01-01T10:00")
                .event("ada", VIEW, "2024-01-02T10:00")
                .event("cyd", VIEW, "2024-01-03T10:00")
                .event("bob", VIEW, "2024-01-03T10:00");

        List<EngagementRow> series =
                analyse(project, Scope.EVERYTHING, CalendarPeriod.DAILY).series();

        assertThat(series)
                .containsExactly(
                        new EngagementRow(LocalDate.parse("2024-01-01"), 2L, 2L, 0L, 0L, 0L, null, null, false),
                        new EngagementRow(LocalDate.parse("2024-01-02"), 1L, 0L, 1L, 0L, -1L, -0.5, 0.0, false),
                        new EngagementRow(LocalDate.parse("2024-01-03"), 2L, 1L, 0L, 1L, -1L, 1.0, 2.0, false));
    }

    @Test
    void periodsTheRangeCutsArePartialAndHaveNoGrowth() {
        Project project = Project.inUtc().event("ada", VIEW, "2024-01-10T10:00").event("ada", VIEW, "2024-03-05T10:00");

        List<EngagementRow> series = analyse(project, between("2024-01-10", "2024-03-06"), CalendarPeriod.MONTHLY)
                .series();

        assertThat(series)
                .extracting(EngagementRow::periodStart)
                .containsExactly(
                        LocalDate.parse("2024-01-01"), LocalDate.parse("2024-02-01"), LocalDate.parse("2024-03-01"));
        assertThat(series).extracting(EngagementRow::partial).containsExactly(true, false, true);
        assertThat(series).extracting(EngagementRow::activeUsers).containsExactly(1L, 0L, 1L);
        assertThat(series).extracting(EngagementRow::growthRate).containsOnlyNulls();
        assertThat(series.get(2).resurrectingUsers()).isEqualTo(1);
    }

    @Test
    void whatHappenedBeforeTheRangeIsNotKnownInIt() {
        Project project = Project.inUtc().event("ada", VIEW, "2024-01-01T10:00").event("ada", VIEW, "2024-01-02T10:00");

        EngagementRow row = analyse(project, between("2024-01-02", "2024-01-03"), CalendarPeriod.DAILY)
                .series()
                .getFirst();

        assertThat(row.newUsers()).isEqualTo(1);
        assertThat(row.returningUsers()).isZero();
    }

    @Test
    void theWeekOfNewYearIsOneWeek() {
        Project project = Project.inUtc().event("ada", VIEW, "2020-12-31T10:00").event("ada", VIEW, "2021-01-02T10:00");

        List<EngagementRow> series =
                analyse(project, Scope.EVERYTHING, CalendarPeriod.WEEKLY).series();

        assertThat(series).singleElement().satisfies(row -> {
            assertThat(row.periodStart()).isEqualTo("2020-12-28");
            assertThat(row.activeUsers()).isEqualTo(1);
        });
    }

    @Test
    void aDayOfTwentyFiveHoursIsOneDay() {
        Project project = new Project(ZoneId.of("Europe/Berlin"))
                .with(Project.event(
                        "ada", "1", VIEW, Instant.parse("2024-10-26T22:00:00Z").toEpochMilli(), null, null))
                .with(Project.event(
                        "bob", "1", VIEW, Instant.parse("2024-10-27T22:59:59Z").toEpochMilli(), null, null))
                .with(Project.event(
                        "cyd", "1", VIEW, Instant.parse("2024-10-27T23:00:00Z").toEpochMilli(), null, null));

        assertThat(analyse(project, Scope.EVERYTHING, CalendarPeriod.DAILY).series())
                .extracting(EngagementRow::activeUsers)
                .containsExactly(2L, 1L);
    }

    @Test
    void passiveEventsAreNoActivityButExtendTheRange() {
        Project project =
                Project.inUtc().event("ada", VIEW, "2024-02-28T10:00").event("ada", "signup", "2024-02-29T10:00");

        assertThat(analyse(project, Scope.EVERYTHING, CalendarPeriod.DAILY).series())
                .extracting(EngagementRow::activeUsers)
                .containsExactly(1L, 0L);
    }

    @Test
    void withoutAnyActivityFiguresAreNullWithTheReason() {
        Project project = Project.inUtc().profile("ada", "2024-01-01").invoice("ada", 10, "2024-01-02T10:00");

        EngagementAnswer answer = analyse(project, Scope.EVERYTHING, CalendarPeriod.DAILY);

        assertThat(answer.reason()).isEqualTo("no_activity_events");
        assertThat(answer.series())
                .hasSize(2)
                .extracting(EngagementRow::activeUsers)
                .containsOnlyNulls();
    }

    @Test
    void withoutDataThereAreNoRows() {
        EngagementAnswer answer = analyse(Project.inUtc(), Scope.EVERYTHING, CalendarPeriod.WEEKLY);

        assertThat(answer.series()).isEmpty();
        assertThat(answer.definition()).containsEntry("from", "2030-01-01").containsEntry("to", "2030-01-01");
    }

    @Test
    void filtersCountUsersByTheirProfiles() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01", Map.of("segment", "enterprise"))
                .profile("bob", "2024-01-01", Map.of("segment", ""))
                .event("ada", VIEW, "2024-01-01T10:00")
                .event("bob", VIEW, "2024-01-01T10:00")
                .event("cyd", VIEW, "2024-01-01T10:00");

        assertThat(activeOf(project, "enterprise")).isEqualTo(1);
        assertThat(activeOf(project, Filters.NONE)).isEqualTo(2);
        assertThat(activeOf(project, "unheard-of")).isZero();
    }

    private static @Nullable Long activeOf(Project project, String segment) {
        Scope scope = new Scope(null, null, Filters.of(Map.of("segment", segment)));
        return analyse(project, scope, CalendarPeriod.DAILY).series().getFirst().activeUsers();
    }
}
