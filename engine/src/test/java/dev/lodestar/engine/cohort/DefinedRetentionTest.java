package dev.lodestar.engine.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Worked by hand; the data end on 2024-04-02, so that April is not over. */
class DefinedRetentionTest {
    private static final EventCondition CREATED = EventCondition.of("page_created");
    private static final EventCondition VIEWED = EventCondition.of("page_viewed");
    private static final RetentionDefinition MONTHLY = RetentionDefinition.of(CalendarPeriod.MONTHLY, RetentionMode.ON);
    private static final RetentionDefinition CREATED_VIEWED =
            MONTHLY.startingWith(CREATED, CohortType.FIRST).returningWith(VIEWED, 1);

    private static Project project() {
        return Project.inUtc()
                .profile("ada", "2024-01-10", Map.of("segment", "enterprise"))
                .event("ada", "page_viewed", "2024-01-11T10:00")
                .event("ada", "page_created", "2024-01-12T10:00")
                .event("ada", "page_viewed", "2024-01-13T10:00")
                .event("ada", "page_created", "2024-02-03T10:00")
                .event("ada", "page_viewed", "2024-02-05T10:00")
                .event("ada", "page_viewed", "2024-02-06T10:00")
                .event("bob", "page_created", "2024-02-20T10:00")
                .event("bob", "page_viewed", "2024-02-21T10:00")
                .event("bob", "page_viewed", "2024-03-02T10:00")
                .profile("cyd", "2023-12-31", Map.of("segment", "smb"))
                .event("cyd", "page_viewed", "2024-01-30T10:00")
                .event("cyd", "page_created", "2024-01-31T10:00")
                .event("zed", "search_performed", "2024-04-01T10:00");
    }

    private static RetentionAnswer analyse(Scope scope, RetentionDefinition definition) {
        Project project = project();
        return new RetentionAnalysis(project.context(2, project.changes())).analyse(scope, definition);
    }

    private static List<RetentionCohort> cohorts(RetentionDefinition definition) {
        return analyse(Scope.EVERYTHING, definition).cohorts();
    }

    private static List<Long> active(RetentionCohort cohort) {
        return cohort.cells().stream()
                .map(cell -> cell.activeUsers() == null ? -1L : cell.activeUsers())
                .toList();
    }

    @Test
    void a_return_counts_from_the_first_occurrence_on_and_needs_no_profile() {
        List<RetentionCohort> cohorts = cohorts(CREATED_VIEWED);

        assertThat(cohorts)
                .extracting(RetentionCohort::cohort)
                .containsExactly(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 2, 1));
        assertThat(cohorts).extracting(RetentionCohort::size).containsExactly(2L, 1L);
        assertThat(active(cohorts.get(0))).containsExactly(1L, 1L, 0L, -1L);
        assertThat(active(cohorts.get(1))).containsExactly(1L, 1L, -1L);
    }

    @Test
    void a_first_occurrence_before_the_range_keeps_a_user_out_of_it() {
        Scope fromFebruary = new Scope(LocalDate.of(2024, 2, 1), null, Filters.EVERYBODY);

        assertThat(analyse(fromFebruary, CREATED_VIEWED).cohorts())
                .extracting(RetentionCohort::size)
                .containsExactly(1L);
    }

    @Test
    void a_recurring_user_is_in_the_cohort_of_every_period_with_an_occurrence() {
        List<RetentionCohort> cohorts =
                cohorts(MONTHLY.startingWith(CREATED, CohortType.RECURRING).returningWith(VIEWED, 1));

        assertThat(cohorts).extracting(RetentionCohort::size).containsExactly(2L, 2L);
        assertThat(active(cohorts.get(0))).containsExactly(1L, 1L, 0L, -1L);
        assertThat(active(cohorts.get(1))).containsExactly(2L, 1L, -1L);
    }

    @Test
    void the_event_that_starts_a_cohort_counts_as_a_return_where_it_meets_the_condition() {
        List<RetentionCohort> cohorts =
                cohorts(MONTHLY.startingWith(CREATED, CohortType.FIRST).returningWith(CREATED, 1));

        assertThat(active(cohorts.get(0))).containsExactly(2L, 1L, 0L, -1L);
    }

    @Test
    void fewer_returns_than_asked_for_are_none() {
        List<RetentionCohort> cohorts =
                cohorts(MONTHLY.startingWith(CREATED, CohortType.FIRST).returningWith(VIEWED, 2));

        assertThat(active(cohorts.get(0))).containsExactly(0L, 1L, 0L, -1L);
        assertThat(active(cohorts.get(1))).containsExactly(0L, 0L, -1L);
    }

    @Test
    void brackets_are_days_since_the_day_of_the_start() {
        List<RetentionCohort> cohorts = cohorts(MONTHLY.inBrackets(0, 1, 7, 30));

        assertThat(active(cohorts.get(0))).as("cyd, days 30 and 31").containsExactly(0L, 0L, 0L);
        assertThat(active(cohorts.get(1))).as("ada").containsExactly(0L, 1L, 1L);
    }

    @Test
    void a_bracket_is_known_once_the_last_possible_start_has_lived_it() {
        Scope untilEndOfBracket = new Scope(null, LocalDate.of(2024, 3, 1), Filters.EVERYBODY);
        Scope oneDayLess = new Scope(null, LocalDate.of(2024, 2, 29), Filters.EVERYBODY);
        RetentionDefinition definition = MONTHLY.inBrackets(0, 1, 7, 30);

        assertThat(active(analyse(untilEndOfBracket, definition).cohorts().get(1)))
                .containsExactly(0L, 1L, 1L);
        assertThat(active(analyse(oneDayLess, definition).cohorts().get(1))).containsExactly(0L, 1L, -1L);
    }

    @Test
    void the_groups_after_the_largest_are_folded_into_one_and_add_up_to_everybody() {
        RetentionAnswer answer = analyse(Scope.EVERYTHING, CREATED_VIEWED.by("segment", 1));
        List<RetentionGroup> groups = Objects.requireNonNull(answer.groups());

        assertThat(groups).extracting(RetentionGroup::value).containsExactly(Filters.NONE, "(other)");
        assertThat(groups).extracting(RetentionGroup::values).containsExactly(1L, 2L);
        assertThat(groups).extracting(RetentionGroup::size).containsExactly(1L, 2L);
        assertThat(active(groups.getLast().cohorts().getFirst())).containsExactly(1L, 1L, 0L, -1L);
        assertThat(answer.cohorts()).isEqualTo(cohorts(CREATED_VIEWED));
    }

    @Test
    void without_a_breakdown_there_are_no_groups() {
        assertThat(analyse(Scope.EVERYTHING, CREATED_VIEWED).groups()).isNull();
    }

    @Test
    void a_passive_return_is_measured_even_where_nobody_is_active() {
        Project project = Project.inUtc().profile("ada", "2024-01-10").invoice("ada", 5, "2024-01-20T10:00");
        RetentionAnalysis analysis = new RetentionAnalysis(project.context());
        RetentionDefinition paying = RetentionDefinition.of(CalendarPeriod.DAILY, RetentionMode.ON_OR_AFTER)
                .returningWith(EventCondition.of("invoice_paid"), 1);

        RetentionAnswer answer = analysis.analyse(Scope.EVERYTHING, paying);
        assertThat(answer.reason()).isNull();
        assertThat(active(answer.cohorts().getFirst())).hasSize(11).containsOnly(1L);
        assertThat(analysis.analyse(Scope.EVERYTHING, MONTHLY).reason()).isEqualTo("no_activity_events");
    }

    @Test
    void an_answer_with_more_cells_than_anybody_reads_is_refused() {
        Scope centuries = new Scope(LocalDate.of(1000, 1, 1), LocalDate.of(2024, 4, 2), Filters.EVERYBODY);
        Project project = Project.inUtc().profile("old", "1000-01-01").event("old", "page_viewed", "2024-04-01T10:00");

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> new RetentionAnalysis(project.context())
                        .analyse(centuries, RetentionDefinition.of(CalendarPeriod.DAILY, RetentionMode.ON)))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("period"));
    }
}
