package dev.lodestar.report.table.domain;

import static dev.lodestar.report.table.domain.Table.Column.column;

import dev.lodestar.report.answer.domain.Engagement;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Features;
import dev.lodestar.report.answer.domain.NorthStar;
import dev.lodestar.report.answer.domain.PowerUsers;
import dev.lodestar.report.answer.domain.Stickiness;
import dev.lodestar.report.table.domain.Table.Column;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables of what users do: engagement, lifecycle, stickiness, features, power users, North Star. */
final class ActivityTables {
    private record Row(String length, Engagement.Period period) {}

    private static final List<Column<Row>> ENGAGEMENT = List.of(
            column("period", Row::length),
            column("period_start", row -> row.period().periodStart()),
            column("active_users", row -> row.period().activeUsers()),
            column("new_users", row -> row.period().newUsers()),
            column("returning_users", row -> row.period().returning()),
            column("resurrecting_users", row -> row.period().resurrecting()),
            column("dormant_users", row -> row.period().dormant()),
            column("growth_rate", row -> row.period().growthRate()),
            column("partial", row -> row.period().partial()));

    private static final List<Column<Row>> LIFECYCLE = List.of(
            column("period", Row::length),
            column("period_start", row -> row.period().periodStart()),
            column("new_users", row -> row.period().newUsers()),
            column("returning_users", row -> row.period().returning()),
            column("resurrecting_users", row -> row.period().resurrecting()),
            column("dormant_users", row -> row.period().dormant()),
            column("quick_ratio", row -> row.period().quickRatio()),
            column("partial", row -> row.period().partial()));

    private static final List<Column<Stickiness.Day>> STICKINESS = List.of(
            column("date", Stickiness.Day::date),
            column("dau", Stickiness.Day::dau),
            column("wau", Stickiness.Day::wau),
            column("mau", Stickiness.Day::mau),
            column("dau_wau_ratio", Stickiness.Day::dauWauRatio),
            column("dau_mau_ratio", Stickiness.Day::dauMauRatio),
            column("wau_mau_ratio", Stickiness.Day::wauMauRatio));

    private static final List<Column<Features.Feature>> FEATURES = List.of(
            column("feature", Features.Feature::feature),
            column("users_adopted", Features.Feature::usersAdopted),
            column("eligible_users", Features.Feature::eligibleUsers),
            column("adoption_rate", Features.Feature::adoptionRate),
            column("events", Features.Feature::events),
            column("avg_usage_per_user", Features.Feature::avgUsagePerUser),
            column("median_days_to_first_use", Features.Feature::medianDaysToFirstUse),
            column("avg_days_used_per_user", Features.Feature::avgDaysUsedPerUser),
            column("median_days_used_per_user", Features.Feature::medianDaysUsedPerUser),
            column("share_of_active_users", Features.Feature::shareOfActiveUsers));

    private static final List<Column<PowerUsers.Point>> POWER_USERS = List.of(
            column("active_days", PowerUsers.Point::activeDays),
            column("users", PowerUsers.Point::users),
            column("users_at_least", PowerUsers.Point::usersAtLeast),
            column("is_power", PowerUsers.Point::isPower));

    private static final List<Column<NorthStar.Week>> NORTH_STAR = List.of(
            column("week_start", NorthStar.Week::weekStart),
            column("value", NorthStar.Week::value),
            column("weekly_active_users", NorthStar.Week::weeklyActiveUsers),
            column("collaboration_rate", NorthStar.Week::collaborationRate),
            column("partial", NorthStar.Week::partial));

    private ActivityTables() {}

    static List<Table> of(Evidence evidence) {
        List<Row> periods = periods(evidence.engagement());
        Stickiness stickiness = evidence.stickiness();
        Features features = evidence.features();
        PowerUsers powerUsers = evidence.powerUsers();
        NorthStar northStar = evidence.northStar();
        return List.of(
                Table.of("engagement_metrics.csv", ENGAGEMENT, periods.stream()),
                Table.of("stickiness.csv", STICKINESS, stream(stickiness == null ? null : stickiness.series())),
                Table.of("lifecycle.csv", LIFECYCLE, periods.stream()),
                Table.of("feature_adoption.csv", FEATURES, stream(features == null ? null : features.features())),
                Table.of("power_users.csv", POWER_USERS, stream(powerUsers == null ? null : powerUsers.curve())),
                Table.of("north_star.csv", NORTH_STAR, stream(northStar == null ? null : northStar.weekly())));
    }

    private static List<Row> periods(@Nullable Engagement engagement) {
        return engagement == null
                ? List.of()
                : Stream.of(
                                rows("daily", engagement.daily()),
                                rows("weekly", engagement.weekly()),
                                rows("monthly", engagement.monthly()))
                        .flatMap(rows -> rows)
                        .toList();
    }

    private static Stream<Row> rows(String length, Engagement.Series series) {
        return series.series().stream().map(period -> new Row(length, period));
    }

    static <T> Stream<T> stream(@Nullable Collection<T> rows) {
        return rows == null ? Stream.empty() : rows.stream();
    }
}
