package dev.lodestar.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lodestar.engine.activity.EngagementRow;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.DayNRow;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.northstar.NorthStarWeek;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.PropertyValue;
import dev.lodestar.engine.timeline.TimelineChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The oracle on a history small enough to be counted by hand: ann and bob sign up in the first week of 2024, cai in the
 * second; dan is never introduced. Ann does everything, bob creates a page too late, cai only looks.
 */
class OracleByHandTest {

    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final UUID CAI = new UUID(0, 3);
    private static final UUID DAN = new UUID(0, 4);

    private final List<TimelineChange> changes = new ArrayList<>();
    private final Slice slice = slice();

    private Slice slice() {
        profile(ANN, "2024-01-01T09:00:00Z");
        event(ANN, "page_created", "2024-01-01T09:30:00Z", "w1");
        event(ANN, "page_viewed", "2024-01-02T09:30:00Z", null);
        event(ANN, "page_viewed", "2024-01-07T23:59:59.999Z", null);
        event(ANN, "workspace_shared", "2024-01-08T00:00:00Z", "w1");
        event(ANN, "collaborative_edit", "2024-01-16T10:00:00Z", "w2");
        event(ANN, "upgraded_to_paid", "2024-01-17T10:00:00Z", null);
        profile(BOB, "2024-01-03T00:00:00Z");
        event(BOB, "page_created", "2024-01-17T00:00:00.001Z", null);
        profile(CAI, "2024-01-10T12:00:00Z");
        event(CAI, "page_viewed", "2024-01-08T12:00:00Z", null);
        event(DAN, "user_invited", "2024-01-09T12:00:00Z", "w1");
        event(DAN, "invoice_paid", "2024-01-21T12:00:00Z", null);
        return Slice.of(
                Facts.of(changes, List.of(), ZoneId.of("UTC"), EventPlan.standard(), LocalDate.of(2024, 6, 1)),
                Scope.EVERYTHING);
    }

    @Test
    void the_default_range_reaches_from_the_first_signup_to_the_day_after_the_last_event_of_any_type() {
        assertThat(slice.from()).isEqualTo("2024-01-01");
        assertThat(slice.to()).isEqualTo("2024-01-22");
    }

    @Test
    void weeks_tell_new_returning_resurrecting_and_dormant_users_apart() {
        assertThat(new ActivityOracle(slice).engagement(CalendarPeriod.WEEKLY))
                .containsExactly(
                        new EngagementRow(LocalDate.of(2024, 1, 1), 1L, 1L, 0L, 0L, 0L, null, null, false),
                        new EngagementRow(LocalDate.of(2024, 1, 8), 3L, 2L, 1L, 0L, 0L, 2.0, null, false),
                        new EngagementRow(LocalDate.of(2024, 1, 15), 2L, 1L, 1L, 0L, -2L, 2.0 / 3 - 1, 0.5, false));
    }

    @Test
    void trailing_windows_are_null_until_the_data_fill_them() {
        ActivityOracle oracle = new ActivityOracle(slice);

        assertThat(oracle.trailing(LocalDate.of(2024, 1, 6), 7)).isNull();
        assertThat(oracle.trailing(LocalDate.of(2024, 1, 7), 7)).isEqualTo(1);
        assertThat(oracle.trailing(LocalDate.of(2024, 1, 9), 7)).isEqualTo(3);
        assertThat(oracle.trailing(LocalDate.of(2024, 1, 16), 7)).isEqualTo(1);
    }

    @Test
    void the_north_star_counts_workspaces_not_people() {
        assertThat(new NorthStarOracle(slice).weekly())
                .containsExactly(
                        new NorthStarWeek(LocalDate.of(2024, 1, 1), 0L, 1L, 0.0, false),
                        new NorthStarWeek(LocalDate.of(2024, 1, 8), 1L, 3L, 2.0 / 3, false),
                        new NorthStarWeek(LocalDate.of(2024, 1, 15), 1L, 2L, 0.5, false));
    }

    @Test
    void each_stage_of_the_funnel_holds_only_users_of_the_stage_before() {
        assertThat(new FunnelOracle(slice).stages())
                .extracting(FunnelStageRow::usersAtStage)
                .containsExactly(null, 3L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void activity_before_signup_counts_in_the_cohorts_own_period_only() {
        assertThat(new CohortOracle(slice).retention(CalendarPeriod.WEEKLY, RetentionMode.ON))
                .extracting(
                        RetentionCohort::cohort,
                        row -> row.cells().stream()
                                .map(RetentionCell::activeUsers)
                                .toList())
                .containsExactly(
                        tuple(LocalDate.of(2024, 1, 1), List.of(1L, 1L, 2L)),
                        tuple(LocalDate.of(2024, 1, 8), List.of(1L, 0L)));
    }

    @Test
    void day_n_is_one_day_over_those_who_have_lived_it() {
        assertThat(new CohortOracle(slice).dayN())
                .extracting(DayNRow::day, DayNRow::eligibleUsers, DayNRow::retainedUsers, DayNRow::onOrAfterUsers)
                .startsWith(tuple(1, 3L, 1L, 2L), tuple(7, 3L, 1L, 2L), tuple(14, 2L, 1L, 2L), tuple(30, 0L, 0L, 0L));
    }

    @Test
    void the_summary_counts_everything_that_is_stored() {
        SummaryOracle oracle = new SummaryOracle(slice);

        assertThat(oracle.totalUsers()).isEqualTo(3);
        assertThat(oracle.totalEvents()).isEqualTo(10);
        assertThat(oracle.activationRate()).isEqualTo(1.0 / 2);
        assertThat(oracle.paidConversionRate()).isEqualTo(1.0 / 3);
    }

    private void profile(UUID user, String signup) {
        changes.add(new ProfileChanged(user, Instant.parse(signup).toEpochMilli(), 0, 0, Map.of("plan_type", "free")));
    }

    private void event(UUID user, String type, String at, @Nullable String workspace) {
        changes.add(new EventArrived(
                user,
                "e" + changes.size(),
                type,
                Instant.parse(at).toEpochMilli(),
                0,
                changes.size(),
                workspace == null ? Map.of() : Map.of("workspace_id", new PropertyValue.Text(workspace))));
    }
}
