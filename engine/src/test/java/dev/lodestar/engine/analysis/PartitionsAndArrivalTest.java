package dev.lodestar.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.activation.ActivationAnalysis;
import dev.lodestar.engine.activity.EngagementAnalysis;
import dev.lodestar.engine.activity.EngagementRow;
import dev.lodestar.engine.activity.StickinessAnalysis;
import dev.lodestar.engine.cohort.CohortComparison;
import dev.lodestar.engine.cohort.CohortSizeAnalysis;
import dev.lodestar.engine.cohort.DayNAnalysis;
import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.cohort.SideComparison;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.feature.FeatureAdoptionAnalysis;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.fixture.RandomProject;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.funnel.GrowthFunnelAnalysis;
import dev.lodestar.engine.funnel.StepFunnelAnalysis;
import dev.lodestar.engine.northstar.NorthStarAnalysis;
import dev.lodestar.engine.northstar.NorthStarSettings;
import dev.lodestar.engine.poweruser.PowerUserAnalysis;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.revenue.CohortRevenueAnalysis;
import dev.lodestar.engine.summary.SummaryAnalysis;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.TimelineChange;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However users are spread over partitions and in whatever order their events arrive, every analysis says the same. */
class PartitionsAndArrivalTest {
    private static final Set<String> ABOUT_THE_RUN = Set.of("asOf", "computedAt");
    private static final UserCriterion RECENTLY_THERE =
            new UserCriterion.Did(EventCondition.ANY_ACTIVE, 2, Integer.MAX_VALUE, new EventWindow.Trailing(20));
    private static final EventCondition SHARED = EventCondition.of("workspace_shared");
    private static final RetentionDefinition DEFINED = RetentionDefinition.of(CalendarPeriod.WEEKLY, RetentionMode.ON)
            .startingWith(EventCondition.of("page_created"), CohortType.RECURRING)
            .returningWith(EventCondition.ANY_ACTIVE, 2)
            .by("segment", 2);
    private static final List<Scope> SCOPES = List.of(
            Scope.EVERYTHING,
            new Scope(LocalDate.parse("2024-03-13"), LocalDate.parse("2024-11-05"), Filters.EVERYBODY),
            new Scope(null, null, Filters.of(Map.of("segment", "smb"))),
            new Scope(null, null, Filters.EVERYBODY.and(new UserCriterion.Not(RECENTLY_THERE))));

    private static final FunnelDefinition FUNNEL = FunnelDefinition.of(
                    FunnelDefinition.Step.of(EventCondition.ANY_ACTIVE),
                    FunnelDefinition.Step.of("page_created"),
                    FunnelDefinition.Step.of("invoice_paid"))
            .by(new FunnelDefinition.Breakdown(FunnelDefinition.BreakdownKind.PROPERTY, "workspace_id"))
            .by(new FunnelDefinition.Trend(FunnelDefinition.TrendBy.ENTRY, CalendarPeriod.WEEKLY));
    private static final List<FunnelDefinition> FUNNELS = List.of(
            FUNNEL,
            FUNNEL.in(FunnelDefinition.Order.STRICT),
            FUNNEL.in(FunnelDefinition.Order.ANY),
            FUNNEL.without(new FunnelDefinition.Exclusion(
                    EventCondition.of("plan_cancelled"), 1, 3, FunnelDefinition.Action.REMOVE)));

    @ParameterizedTest
    @CsvSource({
        "1,UTC,2023-12-25",
        "2,America/New_York,2024-01-10",
        "3,Europe/Berlin,2020-02-01",
        "4,America/Sao_Paulo,2017-06-01"
    })
    void everyAnalysisIsTheSame(long seed, ZoneId zone, LocalDate firstDay) {
        Project project = RandomProject.of(seed, zone, firstDay, 400);
        List<TimelineChange> shuffled = new ArrayList<>(project.changes());
        Collections.shuffle(shuffled, new Random(seed));

        Map<String, Object> one = analyses(project.context(1, project.changes()));

        assertThat(analyses(project.context(3, project.changes())))
                .as("seed %d, 3 partitions", seed)
                .isEqualTo(one);
        assertThat(analyses(project.context(12, shuffled)))
                .as("seed %d, 12 partitions, shuffled", seed)
                .isEqualTo(one);
        assertThat(analyses(project.context(1, shuffled)))
                .as("seed %d, shuffled", seed)
                .isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({"DAILY", "WEEKLY", "MONTHLY", "QUARTERLY"})
    void lifecyclesAddUp(CalendarPeriod period) {
        long seed = 5;
        AnalysisContext context = RandomProject.of(seed, ZoneId.of("UTC"), LocalDate.parse("2023-11-01"), 300)
                .context();

        List<EngagementRow> series = new EngagementAnalysis(context)
                .analyse(Scope.EVERYTHING, period)
                .series();

        long before = 0;
        for (EngagementRow row : series) {
            long active = number(row.activeUsers());
            long returning = number(row.returningUsers());
            assertThat(active).isEqualTo(number(row.newUsers()) + returning + number(row.resurrectingUsers()));
            assertThat(before).isEqualTo(returning - number(row.dormantUsers()));
            before = active;
        }
    }

    @Test
    void stagesNeverGrow() {
        AnalysisContext context = RandomProject.of(6, ZoneId.of("UTC"), LocalDate.parse("2023-11-01"), 500)
                .context();

        List<FunnelStageRow> stages = new GrowthFunnelAnalysis(context)
                .analyse(Scope.EVERYTHING, "channel", FunnelThresholds.STANDARD, List.of())
                .stages();

        for (int stage = 2; stage < stages.size(); stage++) {
            assertThat(number(stages.get(stage).usersAtStage()))
                    .isLessThanOrEqualTo(number(stages.get(stage - 1).usersAtStage()));
        }
        assertThat(number(stages.get(3).usersAtStage()))
                .as("the example is not trivial")
                .isPositive();
    }

    private static long number(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    private static Map<String, Object> analyses(AnalysisContext context) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Scope scope : SCOPES) {
            for (CalendarPeriod period : CalendarPeriod.values()) {
                put(answers, new EngagementAnalysis(context).analyse(scope, period));
                for (RetentionMode mode : RetentionMode.WITHOUT_BOUNDS) {
                    put(answers, new RetentionAnalysis(context).analyse(scope, period, mode));
                }
            }
            put(answers, new StickinessAnalysis(context).analyse(scope));
            put(answers, new NorthStarAnalysis(context).analyse(scope, NorthStarSettings.STANDARD));
            put(answers, new ActivationAnalysis(context).analyse(scope));
            put(answers, new FeatureAdoptionAnalysis(context).analyse(scope));
            put(answers, new PowerUserAnalysis(context).analyse(scope, PowerUserAnalysis.DEFAULT_TOP_SHARE));
            put(
                    answers,
                    new GrowthFunnelAnalysis(context).analyse(scope, "segment", FunnelThresholds.STANDARD, List.of()));
            for (FunnelDefinition definition : FUNNELS) {
                put(answers, new StepFunnelAnalysis(context).analyse(scope, definition));
            }
            put(answers, new DayNAnalysis(context).analyse(scope));
            put(answers, new RetentionAnalysis(context).analyse(scope, DEFINED));
            put(answers, new RetentionAnalysis(context).analyse(scope, DEFINED.inBrackets(0, 1, 8, 30)));
            put(answers, new CohortSizeAnalysis(context).analyse(scope));
            put(
                    answers,
                    new SideComparison(context)
                            .analyse(scope, SideDefinition.ofBehaviour(CalendarPeriod.WEEKLY, SHARED, 7)));
            put(answers, new CohortComparison(context).analyse(scope, CalendarPeriod.WEEKLY));
            put(answers, new CohortRevenueAnalysis(context).analyse(scope, Map.of()));
            put(answers, new SummaryAnalysis(context).analyse(scope, NorthStarSettings.STANDARD));
        }
        return answers;
    }

    private static void put(Map<String, Object> answers, Record answer) {
        for (RecordComponent component : answer.getClass().getRecordComponents()) {
            if (!ABOUT_THE_RUN.contains(component.getName())) {
                answers.put(
                        answers.size() + " " + answer.getClass().getSimpleName() + "." + component.getName(),
                        valueOf(component, answer));
            }
        }
    }

    private static Object valueOf(RecordComponent component, Record answer) {
        try {
            return String.valueOf(component.getAccessor().invoke(answer));
        } catch (ReflectiveOperationException unreadable) {
            throw new LinkageError(component.toString(), unreadable);
        }
    }
}
