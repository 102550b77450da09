package dev.lodestar.host.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.ActivationTimesQuery;
import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.CensoredTimesQuery;
import dev.lodestar.engine.query.CohortRevenueQuery;
import dev.lodestar.engine.query.CohortSizeQuery;
import dev.lodestar.engine.query.DayNQuery;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.FeatureQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelPeople;
import dev.lodestar.engine.query.FunnelQuery;
import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.query.FunnelUsersQuery;
import dev.lodestar.engine.query.GrowthFunnelUsersQuery;
import dev.lodestar.engine.query.Histogram;
import dev.lodestar.engine.query.LastActivityQuery;
import dev.lodestar.engine.query.LifecycleQuery;
import dev.lodestar.engine.query.NorthStarQuery;
import dev.lodestar.engine.query.PathDirection;
import dev.lodestar.engine.query.PathQuery;
import dev.lodestar.engine.query.PowerUserQuery;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.query.RecurringRevenueQuery;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionGroupsQuery;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.RevenueGroupsQuery;
import dev.lodestar.engine.query.Span;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.query.TotalsQuery;
import dev.lodestar.engine.query.TrailingActivityQuery;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.query.VocabularyQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.kit.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TallyJsonTest {
    @Test
    void a_tally_crosses_the_network_unchanged() throws IOException {
        Tally tally = new Tally(
                Map.of("active", new long[] {1, 0, Long.MAX_VALUE}),
                Map.of("workspaces", new long[] {Long.MIN_VALUE, -1, 7}),
                Map.of("minutes", new Histogram(new long[] {3, 5}, new long[] {1, 2})),
                Map.of("days", new Span(-4, 9)));

        PartialTally read = TallyJson.response(TallyJson.write(
                        new TallyResponse(List.of(new PartialTally(2, true, AsOf.of(2, 11, 99), tally)))))
                .tallies()
                .getFirst();

        assertThat(read.partition()).isEqualTo(2);
        assertThat(read.stale()).isTrue();
        assertThat(read.asOf()).isEqualTo(AsOf.of(2, 11, 99));
        assertThat(read.tally().sums().get("active")).containsExactly(1, 0, Long.MAX_VALUE);
        assertThat(read.tally().distinct().get("workspaces")).containsExactly(Long.MIN_VALUE, -1, 7);
        assertThat(read.tally().histogram("minutes")).isEqualTo(tally.histogram("minutes"));
        assertThat(read.tally().span("days")).isEqualTo(new Span(-4, 9));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void every_query_crosses_the_network_unchanged(TimelineQuery query) {
        TallyRequest request = new TallyRequest("answer", "run", null, Set.of(1, 5), true, query);

        assertThat(TallyJson.request(TallyJson.write(request))).isEqualTo(request);
    }

    @Test
    void a_calendar_crosses_the_network_unchanged() {
        ProjectCalendar calendar = new ProjectCalendar(ZoneId.of("Asia/Kathmandu"), DayOfWeek.SUNDAY);
        TallyRequest request =
                TallyRequest.of(new ViewScope.Latest("answer", calendar), Set.of(1), false, new ExtentQuery());

        assertThat(TallyJson.request(TallyJson.write(request)).scope().calendar())
                .isEqualTo(calendar);
    }

    @Test
    void no_query_type_is_left_out_of_this_test() {
        assertThat(queries().map(query -> (Class) query.getClass()).toList())
                .containsExactlyInAnyOrder(TimelineQuery.class.getPermittedSubclasses());
    }

    @Test
    void unreadable_requests_are_refused() {
        assertThatThrownBy(() ->
                        TallyJson.request("{\"query\":{\"query\":\"DropTables\"}}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class);
    }

    /** Passed over, either would change what is counted. */
    @Test
    void a_request_with_a_field_more_or_less_than_this_version_knows_is_refused() {
        String request = new String(
                TallyJson.write(new TallyRequest(
                        "answer", null, null, Set.of(1), true, new PowerUserQuery(19_100, 28, filters()))),
                StandardCharsets.UTF_8);

        assertThat(request).contains("\"windowDays\":28");
        for (String other : List.of(
                request.replace("\"windowDays\":28", "\"windowDays\":28,\"minimum\":3"),
                request.replace("\"windowDays\":28,", "").replace(",\"windowDays\":28", ""),
                request.replace("\"standby\":true", "\"standby\":true,\"weekends\":false"),
                request.replace("\"cut\":null,", ""))) {
            assertThat(other).isNotEqualTo(request);
            assertThatThrownBy(() -> TallyJson.request(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isInstanceOf(ProblemException.class);
        }
    }

    private static Stream<TimelineQuery> queries() {
        DayRange range = new DayRange(19_000, 19_100);
        Filters filters = filters();
        Histogram marks = new Histogram(new long[] {4_000}, new long[] {2});
        return Stream.of(
                new ActivationQuery(19_100, List.of(1, 7, 14, 30), filters),
                ActivationTimesQuery.of(19_100, List.of(0, 2_049), List.of(3), marks, filters),
                new CensoredTimesQuery(19_100, List.of(0, 2_049), filters),
                new CohortRevenueQuery(range, Map.of("pro", 8_000_000L), filters),
                new DayNQuery(range, List.of(1, 7), filters),
                new ExtentQuery(),
                new FeatureQuery(range, filters, List.of(new FeatureQuery.Classes(1, 2), FeatureQuery.Classes.NONE)),
                new FunnelQuery(range, FunnelThresholds.STANDARD, "channel", filters),
                new LastActivityQuery(CalendarPeriod.MONTHLY, range, List.of(1), List.of(2), 30, filters),
                new LifecycleQuery(CalendarPeriod.WEEKLY, range, filters),
                new NorthStarQuery(range, Filters.EVERYBODY),
                new PathQuery(
                        range,
                        EventCondition.of("page_created"),
                        PathDirection.BEFORE,
                        1_000,
                        List.of("session_started"),
                        true,
                        List.of(List.of("page_viewed")),
                        filters),
                new PowerUserQuery(19_100, 28, filters),
                new RecurringRevenueQuery(range, Map.of("pro", 8_000_000L), filters),
                new RevenueGroupsQuery(range, "channel", Map.of("pro", 8_000_000L), filters),
                new RetentionQuery(retention(), range, List.of("enterprise", Filters.NONE), filters),
                new RetentionGroupsQuery(retention(), range, filters),
                new CohortSizeQuery(filters),
                new StepFunnelQuery(
                        funnel(),
                        range,
                        19_105,
                        List.of("EUR", Filters.NONE),
                        List.of(new StepFunnelQuery.WantedTimes(
                                "EUR", StepFunnelQuery.Since.PREVIOUS, 2, List.of(0, 77))),
                        filters),
                new FunnelUsersQuery(
                        funnel(),
                        range,
                        19_105,
                        new FunnelPeople(2, FunnelPeople.Outcome.DROPPED, "EUR", new UUID(3, 4), 100),
                        filters),
                new GrowthFunnelUsersQuery(
                        range,
                        FunnelThresholds.STANDARD,
                        "segment",
                        new FunnelPeople(1, FunnelPeople.Outcome.REACHED, null, null, 10),
                        filters),
                new TotalsQuery(range, filters),
                new TrailingActivityQuery(range, filters),
                new VocabularyQuery());
    }

    private static Filters filters() {
        return Filters.of(Map.of("segment", "enterprise"))
                .and(new UserCriterion.AnyOf(List.of(
                        new UserCriterion.AllOf(List.of(
                                new UserCriterion.HasAttribute("channel", List.of("organic", Filters.NONE)),
                                did(new EventWindow.InDays(3, 9)),
                                did(new EventWindow.SinceSignup(0, 168, 19_000)))),
                        new UserCriterion.Not(did(new EventWindow.Trailing(28))),
                        new UserCriterion.Members(List.of(new UUID(1, 2))))));
    }

    private static RetentionDefinition retention() {
        return RetentionDefinition.of(CalendarPeriod.WEEKLY, RetentionMode.ON)
                .inBrackets(0, 1, 7)
                .startingWith(EventCondition.of("page_created"), CohortType.RECURRING)
                .returningWith(EventCondition.of("page_viewed"), 2)
                .by("segment", 3);
    }

    private static FunnelDefinition funnel() {
        PropertyFilter euros = new PropertyFilter("currency", PropertyOperator.EQ, List.of("EUR"));
        return FunnelDefinition.of(
                        FunnelDefinition.Step.of("signup"),
                        new FunnelDefinition.Step(new EventCondition(List.of("invoice_paid"), List.of(euros)), "paid"))
                .in(FunnelDefinition.Order.STRICT)
                .within(60_000)
                .from(FunnelDefinition.Entry.FIRST)
                .with(FunnelDefinition.Ties.STRICT_INCREASE, 500)
                .without(new FunnelDefinition.Exclusion(
                        EventCondition.of("plan_cancelled"), 1, 2, FunnelDefinition.Action.STOP))
                .by(new FunnelDefinition.Breakdown(FunnelDefinition.BreakdownKind.PROPERTY, "currency"))
                .by(new FunnelDefinition.Trend(FunnelDefinition.TrendBy.ENTRY, CalendarPeriod.WEEKLY));
    }

    private static UserCriterion did(EventWindow window) {
        PropertyFilter large = new PropertyFilter("amount", PropertyOperator.GTE, List.of("9.5"));
        return new UserCriterion.Did(new EventCondition(List.of("invoice_paid"), List.of(large)), 1, 3, window);
    }
}
