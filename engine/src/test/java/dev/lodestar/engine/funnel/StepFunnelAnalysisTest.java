package dev.lodestar.engine.funnel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Step;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.query.FunnelPeople;
import dev.lodestar.engine.query.FunnelPeople.Outcome;
import dev.lodestar.engine.query.StepFunnelQuery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked by hand. A, B, C and X are page_created, content_edited, page_viewed and session_started. */
class StepFunnelAnalysisTest {
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final FunnelDefinition ABC = funnel("ABC");

    private static String type(char letter) {
        return switch (letter) {
            case 'A' -> "page_created";
            case 'B' -> "content_edited";
            case 'C' -> "page_viewed";
            default -> "session_started";
        };
    }

    private static FunnelDefinition funnel(String letters) {
        return FunnelDefinition.of(letters.chars()
                        .mapToObj(letter -> new Step(EventCondition.of(type((char) letter)), "" + (char) letter))
                        .toArray(Step[]::new))
                .within(HOUR);
    }

    /** One user's events on a day, such as {@code A 13:00, B 13:10:30}. */
    private static Project history(String events) {
        Project project = Project.inUtc();
        int number = 0;
        for (String event : events.split(", ")) {
            long at = project.at("2024-03-01T" + event.substring(2));
            project.with(Project.event("ann", "e" + number++, type(event.charAt(0)), at, null, null));
        }
        return project;
    }

    private static List<Long> users(Project project, FunnelDefinition definition) {
        return new StepFunnelAnalysis(project.context())
                .analyse(Scope.EVERYTHING, definition).steps().stream()
                        .map(StepFunnelRow::users)
                        .toList();
    }

    private static Exclusion exclusion(Action action, int after, int before) {
        return new Exclusion(EventCondition.of("session_started"), after, before, action);
    }

    @Test
    void the_best_entry_reaches_further_than_the_first() {
        Project project = history("A 13:00, A 13:30, B 13:45, C 14:15");

        assertThat(users(project, ABC)).containsExactly(1L, 1L, 1L);
        assertThat(users(project, ABC.from(Entry.FIRST))).containsExactly(1L, 1L, 0L);
    }

    @Test
    void tied_events_serve_different_steps_where_that_helps() {
        Project project = history("A 13:01, B 13:10, B 13:10, B 13:11");

        assertThat(users(project, funnel("ABB"))).containsExactly(1L, 1L, 1L);
        assertThat(users(project, funnel("ABBB"))).containsExactly(1L, 1L, 1L, 1L);
        assertThat(users(project, funnel("ABBB").with(Ties.STRICT_INCREASE, 0))).containsExactly(1L, 1L, 1L, 0L);
        assertThat(users(project, funnel("ABBBB"))).containsExactly(1L, 1L, 1L, 1L, 0L);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1999, 1", "2000, 2"})
    void grace_widens_a_tie(long graceMillis, long reached) {
        Project project = history("B 13:00, A 13:00:02");

        List<Long> users = users(project, funnel("AB").with(Ties.FAVOURABLE, graceMillis));

        assertThat(users.stream().mapToLong(Long::longValue).sum()).isEqualTo(reached);
    }

    @ParameterizedTest
    @CsvSource({"14:00, 1", "14:00:00.001, 0"})
    void the_window_includes_its_last_instant(String last, long converted) {
        assertThat(users(history("A 13:00, B " + last), funnel("AB"))).containsExactly(1L, converted);
    }

    @Test
    void strict_order_suffers_nothing_between() {
        FunnelDefinition strict = ABC.in(Order.STRICT);

        assertThat(users(history("A 13:00, B 13:10, X 13:20, C 13:30"), strict)).containsExactly(1L, 1L, 0L);
        assertThat(users(history("A 13:00, B 13:10, C 13:30, X 13:30"), strict)).containsExactly(1L, 1L, 1L);
        assertThat(users(history("A 13:00, B 13:10, X 13:10, C 13:30"), strict)).containsExactly(1L, 1L, 0L);
    }

    @Test
    void any_order_takes_distinct_events_of_one_window() {
        FunnelDefinition any = ABC.in(Order.ANY);

        assertThat(users(history("C 13:00, A 13:30, B 14:00"), any)).containsExactly(1L, 1L, 1L);
        assertThat(users(history("C 12:59, A 13:30, B 14:00"), any)).containsExactly(1L, 1L, 0L);
        assertThat(users(history("A 13:30"), funnel("AA").in(Order.ANY))).containsExactly(1L, 0L);
        assertThat(users(history("A 13:30, A 13:31"), funnel("AA").in(Order.ANY)))
                .containsExactly(1L, 1L);
    }

    @Test
    void an_exclusion_stops_a_chain_or_removes_the_user() {
        Project again = history("A 13:00, X 13:05, A 13:10, B 13:20");

        assertThat(users(again, funnel("AB").without(exclusion(Action.STOP, 1, 2))))
                .containsExactly(1L, 1L);
        assertThat(users(again, funnel("AB").without(exclusion(Action.REMOVE, 1, 2))))
                .containsExactly(0L, 0L);
        Project late = history("A 13:00, B 13:10, X 13:20, C 13:30");
        assertThat(users(late, ABC.without(exclusion(Action.REMOVE, 1, 2)))).containsExactly(1L, 1L, 1L);
        assertThat(users(late, ABC.without(exclusion(Action.STOP, 2, 3)))).containsExactly(1L, 1L, 0L);
        assertThat(users(history("A 13:00, B 13:10, X 13:20"), funnel("AB").without(exclusion(Action.REMOVE, 1, 2))))
                .as("the funnel is behind the user already")
                .containsExactly(1L, 1L);
    }

    @Test
    void times_are_those_of_the_chain_that_completes_first_taken_as_late_as_it_may() {
        Project project = history("A 13:00, A 13:10, B 13:20, B 13:25, C 13:40, C 13:50");

        StepFunnelRow last = new StepFunnelAnalysis(project.context())
                .analyse(Scope.EVERYTHING, ABC)
                .steps()
                .getLast();

        assertThat(requireNonNull(last.fromPrevious()).medianSeconds()).isEqualTo(15 * 60.0);
        TimeToConvert total = requireNonNull(last.fromFirst());
        assertThat(total.meanSeconds()).isEqualTo(30 * 60.0);
        assertThat(total.histogram()).contains(new TimeToConvert.Bucket(900, 0));
        assertThat(total.histogram()).last().isEqualTo(new TimeToConvert.Bucket(3_600, 1));
    }

    @Test
    void quantiles_lie_between_ranks() {
        Project project = Project.inUtc();
        for (int minutes = 1; minutes <= 10; minutes++) {
            project.event("u" + minutes, "page_created", "2024-03-01T10:00:00");
            project.event("u" + minutes, "content_edited", "2024-03-01T10:%02d:00".formatted(minutes));
        }

        TimeToConvert times = requireNonNull(new StepFunnelAnalysis(project.context())
                .analyse(Scope.EVERYTHING, funnel("AB"))
                .steps()
                .getLast()
                .fromFirst());

        assertThat(times.medianSeconds()).isEqualTo(5.5 * 60);
        assertThat(times.p90Seconds()).isEqualTo(9.1 * 60);
        assertThat(times.meanSeconds()).isEqualTo(5.5 * 60);
    }

    @Test
    void users_whose_window_is_open_where_the_data_end_are_in_progress() {
        Project project = Project.inUtc()
                .event("early", "page_created", "2024-03-01T10:00:00")
                .event("late", "page_created", "2024-03-09T10:00:00")
                .event("other", "page_viewed", "2024-03-09T12:00:00");

        StepFunnelRow last = new StepFunnelAnalysis(project.context())
                .analyse(Scope.EVERYTHING, funnel("AB").within(24 * HOUR))
                .steps()
                .getLast();

        assertThat(last.users()).isZero();
        assertThat(last.inProgress()).isEqualTo(1);
    }

    @Test
    void step_one_falls_in_the_range_and_the_others_may_come_after_it() {
        Project project = Project.inUtc()
                .event("ann", "page_created", "2024-03-01T23:30:00")
                .event("ann", "content_edited", "2024-03-02T00:10:00")
                .event("bob", "page_created", "2024-03-02T00:00:00");
        Scope firstDay = new Scope(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 2), Filters.EVERYBODY);

        StepFunnelAnswer answer = new StepFunnelAnalysis(project.context()).analyse(firstDay, funnel("AB"));

        assertThat(answer.steps()).extracting(StepFunnelRow::users).containsExactly(1L, 1L);
        assertThat(answer.definition()).containsEntry("data_to", "2024-03-03");
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> new StepFunnelAnalysis(project.context())
                        .analyse(
                                new Scope(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 1), Filters.EVERYBODY),
                                funnel("AB")))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("to"));
    }

    @Test
    void groups_beyond_the_limit_are_folded_and_lose_nobody() {
        Project project = Project.inUtc();
        int groups = StepFunnelQuery.MAX_GROUPS + 7;
        for (int i = 0; i < groups; i++) {
            for (int user = 0; user <= i; user++) {
                String name = "u" + i + "-" + user;
                project.priced(name, "page_created", "c%03d".formatted(i), i, "2024-03-01T10:00:00");
                project.event(name, "content_edited", "2024-03-01T10:30:00");
            }
        }
        FunnelDefinition byCurrency = funnel("AB").by(new Breakdown(BreakdownKind.PROPERTY, "currency"));

        StepFunnelAnswer answer =
                new StepFunnelAnalysis(project.context(3, project.changes())).analyse(Scope.EVERYTHING, byCurrency);

        List<StepFunnelGroup> shown = requireNonNull(answer.breakdown()).groups();
        assertThat(shown).hasSize(StepFunnelQuery.MAX_GROUPS + 1);
        assertThat(shown.getFirst().value()).isEqualTo(StepFunnelQuery.OTHER);
        assertThat(shown.getFirst().steps().getFirst().users()).isEqualTo(1 + 2 + 3 + 4 + 5 + 6 + 7);
        assertThat(shown.get(1).value()).isEqualTo("c007");
        assertThat(shown.stream()
                        .mapToLong(group -> group.steps().getLast().users())
                        .sum())
                .isEqualTo(answer.steps().getLast().users())
                .isEqualTo(groups * (groups + 1L) / 2);
        assertThat(requireNonNull(answer.steps().getLast().fromFirst()).p90Seconds())
                .isEqualTo(1_800.0);
        assertThat(answer.notes()).first().asString().startsWith("7 groups");
    }

    @Test
    void the_people_behind_a_step_come_in_pages_and_are_as_many_as_the_chart_says() {
        Project project = Project.inUtc();
        for (int i = 0; i < 25; i++) {
            project.event("u" + i, "page_created", "2024-03-01T10:00:00");
            if (i % 5 == 0) {
                project.event("u" + i, "content_edited", "2024-03-01T10:30:00");
            }
        }
        FunnelUsersAnalysis analysis = new FunnelUsersAnalysis(project.context(3, project.changes()));
        List<FunnelUsersAnswer.FunnelUser> listed = new ArrayList<>();
        UUID after = null;
        do {
            FunnelUsersAnswer page = analysis.ofSteps(
                    Scope.EVERYTHING, funnel("AB"), new FunnelPeople(2, Outcome.DROPPED, null, after, 7));
            assertThat(page.total()).isEqualTo(20);
            listed.addAll(page.users());
            after = page.last();
        } while (after != null);

        assertThat(listed).hasSize(20).doesNotHaveDuplicates();
        assertThat(listed).extracting(user -> user.userId().toString()).isSorted();
        assertThat(listed).extracting(FunnelUsersAnswer.FunnelUser::reachedStep).containsOnly(1);
        assertThat(analysis.ofSteps(Scope.EVERYTHING, funnel("AB"), new FunnelPeople(2, Outcome.REACHED, null, null, 5))
                        .last())
                .as("a page that is just full is the last")
                .isNull();
    }
}
