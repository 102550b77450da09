package dev.lodestar.engine.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SidePeriod;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SideUsers;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.UserCriterion.HasAttribute;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Worked by hand: users of one day, some of whom share on it; the data go on for three months. */
class SideComparisonTest {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final EventCondition SHARED = EventCondition.of("workspace_shared");

    private static Project project() {
        return Project.inUtc()
                .profile("ada", "2024-01-01", Map.of("segment", "smb"))
                .event("ada", "workspace_shared", "2024-01-01T05:00")
                .event("ada", "page_viewed", "2024-01-02T05:00")
                .event("ada", "page_viewed", "2024-01-04T05:00")
                .profile("bob", "2024-01-01", Map.of("segment", "smb"))
                .event("bob", "page_viewed", "2024-01-01T05:00")
                .event("bob", "page_viewed", "2024-01-03T05:00")
                .profile("cyd", "2024-01-01", Map.of("segment", "enterprise"))
                .event("cyd", "page_viewed", "2024-01-01T10:00")
                .profile("eve", "2024-01-01")
                .event("eve", "workspace_shared", "2024-01-01T06:00")
                .profile("fay", "2024-01-01")
                .event("fay", "page_viewed", "2024-01-02T00:00")
                .profile("zed", "2024-04-01")
                .event("zed", "page_viewed", "2024-04-01T10:00");
    }

    private static SideComparisonAnswer analyse(SideDefinition definition) {
        Project project = project();
        return new SideComparison(project.context(2, project.changes())).analyse(Scope.EVERYTHING, definition);
    }

    @Test
    void who_was_lost_before_the_first_days_were_over_is_on_neither_side() {
        SideComparisonAnswer answer = analyse(SideDefinition.ofBehaviour(CalendarPeriod.DAILY, SHARED, 1));

        assertThat(answer.a()).as("ada, without eve").isEqualTo(new SideUsers("did", List.of(DAY), 1));
        assertThat(answer.b())
                .as("bob and fay, who came back in the very first instant after, without cyd")
                .isEqualTo(new SideUsers("did not", List.of(DAY), 2));
        assertThat(answer.periods()).extracting(SidePeriod::period).containsExactly(1, 3, 6);
        assertThat(answer.periods()).extracting(SidePeriod::aActive).containsExactly(1L, 1L, 0L);
        assertThat(answer.periods()).extracting(SidePeriod::bActive).containsExactly(1L, 0L, 0L);
        assertThat(answer.periods()).extracting(SidePeriod::difference).containsExactly(-0.5, -1.0, 0.0);
        assertThat(answer.reason()).isNull();
    }

    @Test
    void segments_are_compared_over_the_same_cohorts() {
        SideComparisonAnswer answer = analyse(SideDefinition.of(
                CalendarPeriod.DAILY,
                "segment",
                new ComparedSide("smb", new HasAttribute("segment", List.of("smb"))),
                new ComparedSide("enterprise", new HasAttribute("segment", List.of("enterprise")))));

        assertThat(Objects.requireNonNull(answer.a()).users()).isEqualTo(2);
        assertThat(Objects.requireNonNull(answer.b()).users()).isEqualTo(1);
        assertThat(answer.periods().getFirst().aActive()).isEqualTo(1);
        assertThat(answer.periods().getFirst().bActive()).isZero();
    }

    @Test
    void a_side_without_anybody_old_enough_leaves_the_figures_out_with_a_reason() {
        SideDefinition withEmptySide = SideDefinition.of(
                CalendarPeriod.DAILY,
                "cohort",
                ComparedSide.ofCohorts("january", List.of(DAY)),
                ComparedSide.ofCohorts("april", List.of(LocalDate.of(2024, 4, 1))));

        assertThat(analyse(withEmptySide).periods()).isEmpty();
        assertThat(analyse(withEmptySide).logRank()).isNull();
        assertThat(analyse(withEmptySide).reason()).isEqualTo("empty_base");
    }

    @Test
    void sets_with_users_in_common_are_refused() {
        ComparedSide smb = new ComparedSide("smb", new HasAttribute("segment", List.of("smb")));

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> analyse(SideDefinition.of(CalendarPeriod.DAILY, "segment", smb, smb)))
                .satisfies(refusal -> assertThat(refusal.expected()).contains("some are in both"));
    }

    @Test
    void first_days_longer_than_a_period_are_refused() {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> analyse(SideDefinition.ofBehaviour(CalendarPeriod.WEEKLY, SHARED, 8)))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("within"));
    }
}
