package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.sql.ActivitySql;
import dev.lodestar.engine.sql.SqlBreakdown;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every figure of the small product, worked by hand from the definitions. */
@ParameterizedClass
@EnumSource(
        value = SqlDialect.class,
        names = {"POSTGRESQL", "DUCKDB"})
class HandWorkedSqlTest {
    private static final double TOLERANCE = 1e-9;

    private final SqlDialect dialect;
    private SqlWarehouse warehouse;

    HandWorkedSqlTest(SqlDialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void load() throws SQLException {
        warehouse = SqlWarehouse.empty(dialect);
        warehouse.execute(SmallProduct.INSERTS);
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
    }

    @Test
    void trailing_windows_are_null_until_the_data_can_fill_them() throws SQLException {
        SqlTable days = warehouse.run(SqlQuery.DAU_MAU_METRICS, SqlParameters.STANDARD);

        assertThat(days.lines("date", "dau", "wau", "mau"))
                .hasSize(46)
                .startsWith("2025-01-06,2,,", "2025-01-07,1,,", "2025-01-08,1,,", "2025-01-09,0,,")
                .contains("2025-01-11,0,,", "2025-01-12,0,2,", "2025-01-14,2,2,")
                .contains("2025-02-03,1,2,", "2025-02-04,1,3,4", "2025-02-05,0,3,4")
                .endsWith("2025-02-20,0,0,3");
        assertThat(days.number(29, "dau_mau_ratio")).isEqualTo(0.25);
        assertThat(days.text(45, "dau_wau_ratio")).isNull();
    }

    @Test
    void windows_reach_back_before_a_range_that_starts_amid_the_data() throws SQLException {
        SqlTable days = warehouse.run(SqlQuery.DAU_MAU_METRICS, range("2025-02-04", "2025-02-06"));

        assertThat(days.lines("date", "dau", "wau", "mau")).containsExactly("2025-02-04,1,3,4", "2025-02-05,0,3,4");
    }

    @Test
    void the_north_star_counts_workspaces_by_week() throws SQLException {
        SqlTable weeks = warehouse.run(
                SqlQuery.NORTH_STAR_METRIC, SqlParameters.STANDARD.with(it -> it.northStarTarget(new BigDecimal(4))));

        assertThat(weeks.lines(
                        "week_start",
                        "value",
                        "weekly_active_users",
                        "collaboration_rate",
                        "partial",
                        "is_current",
                        "unit"))
                .containsExactly(
                        "2025-01-06,0,2,0,f,f,workspace",
                        "2025-01-13,1,2,0.5,f,f,workspace",
                        "2025-01-20,0,1,0,f,f,workspace",
                        "2025-01-27,0,2,0,f,f,workspace",
                        "2025-02-03,1,2,1,f,f,workspace",
                        "2025-02-10,0,1,0,f,t,workspace",
                        "2025-02-17,0,0,,t,f,workspace");
        assertThat(weeks.number(5, "four_week_mean")).isEqualTo(0.25);
        assertThat(weeks.text(2, "four_week_mean")).isNull();
        assertThat(weeks.number(4, "attainment")).isEqualTo(0.25);
    }

    @Test
    void without_workspaces_the_north_star_counts_users() throws SQLException {
        warehouse.execute("update analytics.user_events set properties = null");

        SqlTable weeks = warehouse.run(SqlQuery.NORTH_STAR_METRIC, SqlParameters.STANDARD);

        assertThat(weeks.lines("value", "unit"))
                .containsExactly("0,user", "1,user", "0,user", "0,user", "2,user", "0,user", "0,user");
    }

    @Test
    void features_are_adopted_by_users_with_a_profile() throws SQLException {
        SqlTable features = warehouse.run(SqlQuery.FEATURE_ADOPTION, SqlParameters.STANDARD);

        assertThat(features.lines("feature", "users_adopted", "eligible_users", "events", "share_of_active_users"))
                .containsExactly(
                        "page_creation,3,3,3,0.75",
                        "content_editing,1,3,1,0.25",
                        "search,1,3,1,0.25",
                        "page_viewing,2,3,3,0.75",
                        "collaboration,2,3,2,0.75");
        assertThat(features.number(0, "median_days_to_first_use")).isCloseTo(0.5 / 24, within(TOLERANCE));
        assertThat(features.number(3, "avg_usage_per_user")).isEqualTo(1.5);
        assertThat(features.number(3, "adoption_rate")).isCloseTo(2.0 / 3, within(TOLERANCE));
    }

    @Test
    void the_power_threshold_is_the_least_that_few_enough_reach() throws SQLException {
        SqlTable curve = warehouse.run(SqlQuery.POWER_USERS, SqlParameters.STANDARD);
        SqlTable half = warehouse.run(
                SqlQuery.POWER_USERS, SqlParameters.STANDARD.with(it -> it.topShare(new BigDecimal("0.67"))));

        assertThat(curve.lines("active_days", "users", "users_at_least", "is_power"))
                .hasSize(28)
                .startsWith("1,1,3,f", "2,2,2,f", "3,0,0,t")
                .endsWith("28,0,0,t");
        assertThat(half.lines("active_days", "is_power")).startsWith("1,f", "2,t", "3,t");
        assertThat(half.lines("threshold", "power_users", "active_users")).contains("2,2,3");
        assertThat(half.number(0, "event_share")).isEqualTo(0.8);
    }

    @Test
    void the_funnel_is_nested_from_signup_on() throws SQLException {
        SqlTable funnel = warehouse.run(SqlQuery.FUNNEL_ANALYSIS, SqlParameters.STANDARD);

        assertThat(funnel.lines("stage", "stage_number", "users_at_stage", "in_progress"))
                .containsExactly(
                        "awareness,1,18,0",
                        "signup,2,3,0",
                        "activation,3,2,1",
                        "engagement,4,1,0",
                        "habit_formation,5,1,0",
                        "collaboration,6,1,0",
                        "monetization,7,1,0");
        assertThat(funnel.lines("conversion_from_previous", "overall_conversion", "drop_off_rate"))
                .startsWith(",,", "0.16666666666666666,1,0.8333333333333334")
                .endsWith("1,0.3333333333333333,0");
        assertThat(funnel.number(2, "ci_low")).isCloseTo(0.20766, within(1e-5));
        assertThat(funnel.number(2, "ci_high")).isCloseTo(0.93851, within(1e-5));
    }

    @Test
    void a_breakdown_keeps_all_stages_of_every_value() throws SQLException {
        SqlTable byChannel = warehouse.run(
                SqlQuery.FUNNEL_ANALYSIS, SqlParameters.STANDARD.with(it -> it.breakdown(SqlBreakdown.CHANNEL)));
        SqlTable bySegment = warehouse.run(
                SqlQuery.FUNNEL_ANALYSIS, SqlParameters.STANDARD.with(it -> it.breakdown(SqlBreakdown.SEGMENT)));

        assertThat(byChannel.lines("segment_type", "segment_value", "stage_number", "users_at_stage"))
                .containsExactly(
                        "channel,organic,1,13",
                        "channel,organic,2,2",
                        "channel,organic,3,1",
                        "channel,organic,4,1",
                        "channel,organic,5,1",
                        "channel,organic,6,1",
                        "channel,organic,7,1",
                        "channel,paid,1,5",
                        "channel,paid,2,1",
                        "channel,paid,3,1",
                        "channel,paid,4,0",
                        "channel,paid,5,0",
                        "channel,paid,6,0",
                        "channel,paid,7,0");
        assertThat(bySegment.lines("segment_value", "stage_number", "users_at_stage", "reason"))
                .startsWith("(none),1,,visitors_not_split", "(none),2,1,visitors_not_split")
                .contains("enterprise,7,1,", "startup,3,1,", "startup,5,0,empty_base");
    }

    @Test
    void more_signups_than_visitors_give_no_rate() throws SQLException {
        warehouse.execute("update analytics.acquisition_daily set visitors = 0 where channel = 'organic'; "
                + "update analytics.acquisition_daily set visitors = 2 where channel = 'paid'");

        SqlTable funnel = warehouse.run(SqlQuery.FUNNEL_ANALYSIS, SqlParameters.STANDARD);

        assertThat(funnel.lines("users_at_stage", "conversion_from_previous", "ci_low", "reason"))
                .startsWith("2,,,", "3,,,fewer_visitors_than_signups");
    }

    @Test
    void a_period_that_is_not_over_is_censored() throws SQLException {
        SqlTable cells = warehouse.run(SqlQuery.COHORT_RETENTION, SqlParameters.STANDARD);
        SqlTable later = warehouse.run(SqlQuery.COHORT_RETENTION, range("2025-01-06", "2025-03-01"));

        assertThat(cells.lines("cohort", "period", "active_users", "cohort_size", "retention_rate", "censored"))
                .containsExactly("2025-01-01,0,2,2,1,f", "2025-01-01,1,,2,,t", "2025-02-01,0,,1,,t");
        assertThat(later.lines("cohort", "period", "active_users", "cohort_size", "retention_rate", "censored"))
                .containsExactly("2025-01-01,0,2,2,1,f", "2025-01-01,1,1,2,0.5,f", "2025-02-01,0,1,1,1,f");
    }

    @Test
    void revenue_counts_from_signup_cohort_to_the_end_of_the_range() throws SQLException {
        SqlTable cohorts = warehouse.run(SqlQuery.REVENUE_METRICS, SqlParameters.STANDARD);
        SqlTable earlier = warehouse.run(SqlQuery.REVENUE_METRICS, range("2025-01-06", "2025-02-20"));

        assertThat(cohorts.lines(
                        "cohort", "cohort_size", "paying_users", "conversion_rate", "revenue", "arpu", "arppu"))
                .containsExactly("2025-01-01,2,1,0.5,21,10.5,21", "2025-02-01,1,0,0,0,0,");
        assertThat(earlier.lines("revenue")).startsWith("10.5");
    }

    @Test
    void a_segment_holds_everything_to_its_users() throws SQLException {
        SqlParameters none = SqlParameters.STANDARD.with(it -> it.segment("(none)"));

        assertThat(warehouse.run(SqlQuery.COHORT_RETENTION, none).lines("cohort", "cohort_size"))
                .containsExactly("2025-02-01,1");
        assertThat(warehouse.run(SqlQuery.FUNNEL_ANALYSIS, none).lines("users_at_stage"))
                .containsExactly("", "1", "0", "0", "0", "0", "0");
        assertThat(warehouse.run(SqlQuery.DAU_MAU_METRICS, none).lines("date", "dau"))
                .contains("2025-01-06,1", "2025-01-31,1", "2025-02-04,1", "2025-02-10,1", "2025-01-14,0");
    }

    @Test
    void the_project_s_zone_cuts_the_days() throws SQLException {
        SqlParameters tokyo = SqlParameters.STANDARD.with(it -> it.timeZone(ZoneId.of("Asia/Tokyo")));

        SqlTable days = warehouse.run(SqlQuery.DAU_MAU_METRICS, tokyo);

        assertThat(days.lines("date", "dau")).contains("2025-01-14,1", "2025-01-15,1");
    }

    @Test
    void weeks_may_start_on_sunday() throws SQLException {
        SqlParameters sundays = SqlParameters.STANDARD.with(it -> it.weekStart(DayOfWeek.SUNDAY));

        assertThat(warehouse
                        .run(SqlQuery.NORTH_STAR_METRIC, sundays)
                        .lines("week_start", "weekly_active_users", "partial"))
                .startsWith("2025-01-05,2,t", "2025-01-12,2,f")
                .endsWith("2025-02-16,0,t");
        assertThat(warehouse
                        .run(SqlQuery.COHORT_RETENTION, sundays.with(it -> it.cohortPeriod(CalendarPeriod.WEEKLY)))
                        .lines("cohort", "period", "active_users"))
                .startsWith("2025-01-05,0,1", "2025-01-05,1,1", "2025-01-05,2,1", "2025-01-05,3,0");
        assertThat(warehouse
                        .run(ActivitySql.render(
                                dialect, ActivityRows.ENGAGEMENT, CalendarPeriod.WEEKLY, sundays, Filters.EVERYBODY))
                        .lines(
                                "period_start",
                                "active_users",
                                "new_users",
                                "returning_users",
                                "resurrecting_users",
                                "dormant_users",
                                "partial"))
                .startsWith("2025-01-05,2,2,0,0,0,t", "2025-01-12,2,1,1,0,-1,f")
                // bob comes again, ghost after weeks; cy, who came the week before, does not
                .contains("2025-02-02,2,0,1,1,-1,f")
                .endsWith("2025-02-16,0,0,0,0,-1,t");
    }

    @Test
    void the_range_ends_with_the_first_of_two_midnights() throws SQLException {
        warehouse.clear();
        // In the Azores the clocks went back from 01:00 to 00:00 on 2024-10-27.
        warehouse.execute("""
                insert into analytics.user_profiles (user_id, signup_date) values
                    ('open', '2024-10-13 00:30Z'),
                    ('over', '2024-10-13 00:00Z');
                insert into analytics.user_events (user_id, event_id, event_type, "timestamp") values
                    ('over', 'o1', 'session_started', '2024-10-13 01:00Z')
                """);
        SqlParameters azores = range("2024-10-01", "2024-10-27").with(it -> it.timeZone(ZoneId.of("Atlantic/Azores")));

        assertThat(warehouse.run(SqlQuery.FUNNEL_ANALYSIS, azores).lines("stage", "users_at_stage", "in_progress"))
                .contains("signup,2,0", "activation,0,1");
    }

    @Test
    void data_without_activity_give_nulls_with_their_reason() throws SQLException {
        warehouse.execute("delete from analytics.user_events where event_type <> 'invoice_paid'");

        assertThat(warehouse
                        .run(SqlQuery.DAU_MAU_METRICS, SqlParameters.STANDARD)
                        .lines("date", "dau", "reason"))
                .hasSize(46)
                .startsWith("2025-01-06,,no_activity_events");
        assertThat(warehouse
                        .run(SqlQuery.NORTH_STAR_METRIC, SqlParameters.STANDARD)
                        .lines("value", "reason"))
                .containsOnly(",no_activity_events");
        assertThat(warehouse
                        .run(SqlQuery.FEATURE_ADOPTION, SqlParameters.STANDARD)
                        .lines("feature", "users_adopted", "adoption_rate", "reason"))
                .startsWith("page_creation,,,no_activity_events");
        assertThat(warehouse.run(SqlQuery.POWER_USERS, SqlParameters.STANDARD).lines("users", "is_power", "threshold"))
                .containsOnly(",,");
        assertThat(warehouse
                        .run(SqlQuery.COHORT_RETENTION, SqlParameters.STANDARD)
                        .lines("cohort", "period", "active_users", "cohort_size", "reason"))
                .startsWith("2025-01-01,0,,2,no_activity_events");
        assertThat(warehouse
                        .run(SqlQuery.REVENUE_METRICS, SqlParameters.STANDARD)
                        .lines("cohort", "revenue"))
                .startsWith("2025-01-01,21");
        assertThat(warehouse
                        .run(SqlQuery.FUNNEL_ANALYSIS, SqlParameters.STANDARD)
                        .lines("users_at_stage", "overall_conversion", "in_progress", "reason"))
                .startsWith("18,,0,", "3,1,0,", ",,,no_activity_events")
                .endsWith(",,,no_activity_events");
    }

    @Test
    void data_without_invoices_have_no_revenue_to_report() throws SQLException {
        warehouse.execute("delete from analytics.user_events where event_type = 'invoice_paid'");

        assertThat(warehouse
                        .run(SqlQuery.REVENUE_METRICS, SqlParameters.STANDARD)
                        .lines("cohort", "cohort_size", "paying_users", "revenue", "reason"))
                .containsExactly("2025-01-01,2,,,no_invoices", "2025-02-01,1,,,no_invoices");
    }

    private static SqlParameters range(String from, String to) {
        return SqlParameters.STANDARD.with(it -> it.range(LocalDate.parse(from), LocalDate.parse(to)));
    }
}
