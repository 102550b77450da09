package dev.lodestar.engine.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelThresholds;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrowthFunnelAnalysisTest {
    private static final String CREATED = "page_created";
    private static final String VIEW = "page_viewed";
    private static final List<DailyAcquisition> VISITORS = List.of(
            new DailyAcquisition(LocalDate.parse("2024-01-01"), "organic", 6, null),
            new DailyAcquisition(LocalDate.parse("2024-01-02"), "paid", 4, 10.0),
            new DailyAcquisition(LocalDate.parse("2023-12-31"), "paid", 99, 10.0));

    private static GrowthFunnelAnswer analyse(Project project, Scope scope, @Nullable String breakdown) {
        return new GrowthFunnelAnalysis(project.context(2, project.changes()))
                .analyse(scope, breakdown, FunnelThresholds.STANDARD, VISITORS);
    }

    private static List<Long> users(Project project) {
        return users(analyse(project, Scope.EVERYTHING, null).stages());
    }

    private static List<Long> users(List<FunnelStageRow> stages) {
        return stages.stream()
                .map(FunnelStageRow::usersAtStage)
                .map(users -> users == null ? -1L : users)
                .toList();
    }

    /** A user who fulfils every stage, unless something is left out. */
    private static Project habitual(String user) {
        return Project.inUtc()
                .profile(user, "2024-01-01T10:00", Map.of("channel", "organic", "segment", "smb"))
                .event(user, CREATED, "2024-01-01T11:00")
                .event(user, VIEW, "2024-01-02T11:00")
                .event(user, VIEW, "2024-01-07T23:59")
                .event(user, VIEW, "2024-01-08T11:00")
                .event(user, VIEW, "2024-01-15T11:00");
    }

    @Test
    void aUserCountsAtEveryStageUpToTheFirstMissed() {
        assertThat(users(habitual("ada"))).containsExactly(10L, 1L, 1L, 1L, 1L, 0L, 0L);
        assertThat(users(habitual("ada").event("ada", "user_invited", "2024-03-01T10:00")))
                .containsExactly(10L, 1L, 1L, 1L, 1L, 1L, 0L);
        assertThat(users(habitual("ada")
                        .event("ada", "user_invited", "2024-03-01T10:00")
                        .invoice("ada", 10, "2024-01-01T10:00")))
                .containsExactly(10L, 1L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void stagesAreNestedEvenWhereALaterOneIsFulfilled() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01", Map.of("plan_type", "pro"))
                .event("ada", "user_invited", "2024-01-02T10:00");

        assertThat(users(project)).containsExactly(10L, 1L, 0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void activationCountsWithinFourteenTimesTwentyFourHoursInclusive() {
        Project inTime = Project.inUtc().profile("ada", "2024-01-01T10:00").event("ada", CREATED, "2024-01-15T10:00");
        Project late =
                Project.inUtc().profile("ada", "2024-01-01T10:00").event("ada", CREATED, "2024-01-15T10:00:00.001");

        assertThat(users(inTime).get(2)).isEqualTo(1);
        assertThat(users(late).get(2)).isZero();
    }

    @Test
    void whatHappenedBeforeSignupDoesNotCountEvenOnItsDay() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01T10:00")
                .event("ada", VIEW, "2024-01-01T09:00")
                .event("ada", CREATED, "2024-01-02T10:00")
                .event("ada", VIEW, "2024-01-03T10:00");

        assertThat(users(project)).containsExactly(10L, 1L, 1L, 0L, 0L, 0L, 0L);
        assertThat(users(project.event("ada", VIEW, "2024-01-01T10:00")).get(3)).isEqualTo(1);
    }

    @Test
    void theEighthDayIsTooLateForEngagement() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01T10:00")
                .event("ada", CREATED, "2024-01-01T11:00")
                .event("ada", VIEW, "2024-01-02T10:00")
                .event("ada", VIEW, "2024-01-08T00:00");

        assertThat(users(project).get(3)).isZero();
    }

    @Test
    void aPaidPlanMonetisesAnEmptyOrFreeOneDoesNot() {
        assertThat(monetised("pro")).isEqualTo(1);
        assertThat(monetised("free")).isZero();
        assertThat(monetised("")).isZero();
    }

    private static Long monetised(String plan) {
        Project project = habitual("ada")
                .event("ada", "user_invited", "2024-01-02T10:00")
                .profile("ada", "2024-01-01T10:00", Map.of("plan_type", plan));
        return users(project).getLast();
    }

    @Test
    void usersWhoseHorizonIsOpenAreInProgress() {
        Project project = Project.inUtc()
                .profile("ada", "2024-01-01T10:00")
                .event("ada", CREATED, "2024-01-01T11:00")
                .profile("bob", "2024-01-07T12:00")
                .event("bob", VIEW, "2024-01-07T13:00");

        List<FunnelStageRow> stages = analyse(project, Scope.EVERYTHING, null).stages();

        assertThat(stages).extracting(FunnelStageRow::inProgress).containsExactly(0L, 0L, 1L, 1L, 0L, 0L, 0L);
    }

    @Test
    void ratesHaveTheirBases() {
        Project project = habitual("ada").profile("bob", "2024-01-02");

        List<FunnelStageRow> stages = analyse(project, Scope.EVERYTHING, null).stages();

        assertThat(stages.get(0).conversionFromPrevious()).isNull();
        assertThat(stages.get(1).conversionFromPrevious()).isEqualTo(0.2);
        assertThat(stages.get(1).overallConversion()).isEqualTo(1.0);
        assertThat(stages.get(2).conversionFromPrevious()).isEqualTo(0.5);
        assertThat(stages.get(2).dropOffRate()).isEqualTo(0.5);
        assertThat(stages.get(6).conversionFromPrevious()).isNull();
        assertThat(stages.get(6).reason()).isEqualTo("empty_base");
        assertThat(stages.get(6).overallConversion()).isZero();
    }

    @Test
    void channelsHaveTheirOwnVisitorsAndSegmentsNone() {
        FunnelBreakdown channels = breakdown("channel");
        FunnelBreakdown segments = breakdown("segment");

        assertThat(channels.groups()).extracting(FunnelGroup::value).containsExactly("(none)", "organic", "paid");
        assertThat(users(channels.groups().get(0).stages())).startsWith(-1L, 1L);
        assertThat(users(channels.groups().get(1).stages())).startsWith(6L, 1L, 1L);
        assertThat(users(channels.groups().get(2).stages())).containsExactly(4L, 0L, 0L, 0L, 0L, 0L, 0L);
        assertThat(segments.groups()).extracting(FunnelGroup::value).containsExactly("(none)", "smb");
        assertThat(segments.groups().get(1).stages().get(0).reason()).isEqualTo("visitors_not_split");
        assertThat(segments.groups().get(1).stages().get(1).conversionFromPrevious())
                .isNull();
    }

    private static FunnelBreakdown breakdown(String attribute) {
        GrowthFunnelAnswer answer = analyse(habitual("ada").profile("bob", "2024-01-02"), Scope.EVERYTHING, attribute);
        FunnelBreakdown breakdown = answer.breakdown();
        assertThat(breakdown).isNotNull();
        return breakdown == null ? new FunnelBreakdown(attribute, List.of()) : breakdown;
    }

    @Test
    void filteredFunnelsHaveNoVisitors() {
        Scope scope = new Scope(null, null, Filters.of(Map.of("channel", "organic")));

        FunnelStageRow awareness =
                analyse(habitual("ada"), scope, null).stages().getFirst();

        assertThat(awareness.usersAtStage()).isNull();
        assertThat(awareness.reason()).isEqualTo("visitors_not_split");
    }

    @Test
    void moreSignupsThanVisitorsMakeNoRate() {
        Project project = Project.inUtc();
        for (int user = 0; user < 11; user++) {
            project.profile("u" + user, "2024-01-01").event("u" + user, VIEW, "2024-01-02T10:00");
        }

        FunnelStageRow signup =
                analyse(project, Scope.EVERYTHING, null).stages().get(1);

        assertThat(signup.usersAtStage()).isEqualTo(11);
        assertThat(signup.conversionFromPrevious()).isNull();
        assertThat(signup.reason()).isEqualTo("fewer_visitors_than_signups");
    }

    @Test
    void withoutActivityTheStagesAfterSignupAreUnknown() {
        Project project = Project.inUtc().profile("ada", "2024-01-01").invoice("ada", 10, "2024-01-02T10:00");

        GrowthFunnelAnswer answer = analyse(project, Scope.EVERYTHING, null);
        List<FunnelStageRow> stages = answer.stages();

        assertThat(answer.dropOff().byStage().getLast().critical()).isNull();
        assertThat(users(stages)).containsExactly(10L, 1L, -1L, -1L, -1L, -1L, -1L);
        assertThat(stages.get(2).reason()).isEqualTo("no_activity_events");
        assertThat(stages.subList(2, 7))
                .allSatisfy(stage -> assertThat(stage.inProgress()).isNull());
    }

    @Test
    void theWorstPairsAreMeasuredAgainstTheBestGroup() {
        Project project = Project.inUtc();
        for (int user = 0; user < 20; user++) {
            String segment = user < 10 ? "a" : "b";
            project.profile("u" + user, "2024-01-01", Map.of("segment", segment));
            project.event("u" + user, user < 8 || user == 10 ? CREATED : VIEW, "2024-01-02T10:00");
        }

        DropOff dropOff = analyse(project, Scope.EVERYTHING, null).dropOff();

        assertThat(dropOff.byStage()).hasSize(6);
        assertThat(dropOff.biggestLossUsers()).isEqualTo("activation");
        assertThat(dropOff.biggestLossRate()).isEqualTo("engagement");
        assertThat(dropOff.worst()).singleElement().satisfies(loss -> {
            assertThat(loss.stage()).isEqualTo("activation");
            assertThat(loss.value()).isEqualTo("b");
            assertThat(loss.bestValue()).isEqualTo("a");
            assertThat(loss.usersLost()).isEqualTo(9);
            assertThat(loss.usersLostAgainstBest()).isCloseTo(7, within(1e-9));
            assertThat(loss.critical()).isTrue();
        });
    }
}
