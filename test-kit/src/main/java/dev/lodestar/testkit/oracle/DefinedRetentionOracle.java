package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.cohort.PooledRetention;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.cohort.RetentionGroup;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Section 5 and its readings in section 10: ad-hoc retention, cell by cell, user by user, event by event. */
public final class DefinedRetentionOracle {
    private final Slice slice;
    private final Facts facts;
    private final RetentionDefinition definition;
    private final ConditionOracle conditions;

    public DefinedRetentionOracle(Slice slice, RetentionDefinition definition) {
        this.slice = slice;
        this.facts = slice.facts();
        this.definition = definition;
        this.conditions = new ConditionOracle(facts);
    }

    /** A user in a cohort. */
    private record Member(PlainUser user, LocalDate cohort, long at) {}

    /** The matrix of everybody. */
    public List<RetentionCohort> cohorts() {
        return cohorts(members());
    }

    /** Its columns. */
    public List<PooledRetention> pooled() {
        return new CohortOracle(slice).pooled(cohorts());
    }

    private static int byCharacters(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }

    /** The same by value of the breakdown; null without one. */
    public @Nullable List<RetentionGroup> groups() {
        String breakdown = definition.breakdown();
        if (breakdown == null) {
            return null;
        }
        Map<String, List<Member>> byValue = new HashMap<>();
        for (Member member : members()) {
            byValue.computeIfAbsent(member.user().group(breakdown), _ -> new ArrayList<>())
                    .add(member);
        }
        List<String> values = new ArrayList<>(byValue.keySet());
        values.sort(Comparator.comparingInt((String value) ->
                        -Objects.requireNonNull(byValue.get(value)).size())
                .thenComparing(DefinedRetentionOracle::byCharacters));
        List<RetentionGroup> groups = new ArrayList<>();
        List<Member> rest = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            List<Member> members = Objects.requireNonNull(byValue.get(values.get(i)));
            if (i < definition.maxGroups()) {
                groups.add(group(values.get(i), 1, members));
            } else {
                rest.addAll(members);
            }
        }
        if (!rest.isEmpty()) {
            groups.add(group("(other)", values.size() - definition.maxGroups(), rest));
        }
        return groups;
    }

    private RetentionGroup group(String value, int values, List<Member> members) {
        List<RetentionCohort> rows = cohorts(members);
        return new RetentionGroup(value, values, members.size(), rows, new CohortOracle(slice).pooled(rows));
    }

    private List<Member> members() {
        return slice.users().stream().flatMap(user -> members(user).stream()).toList();
    }

    private List<Member> members(PlainUser user) {
        EventCondition condition = definition.cohortEvent();
        if (condition == null) {
            return user.profile() == null
                    ? List.of()
                    : member(user, user.profile().signupAt());
        }
        List<PlainEvent> occurrences = user.events().stream()
                .filter(event -> conditions.meets(event, condition))
                .toList();
        if (definition.cohortType() == CohortType.FIRST) {
            return occurrences.isEmpty()
                    ? List.of()
                    : member(user, occurrences.getFirst().at());
        }
        Map<LocalDate, Member> byPeriod = new TreeMap<>();
        occurrences.forEach(
                event -> member(user, event.at()).forEach(member -> byPeriod.putIfAbsent(member.cohort(), member)));
        return List.copyOf(byPeriod.values());
    }

    private List<Member> member(PlainUser user, long at) {
        return slice.inRange(facts.day(at))
                ? List.of(new Member(user, Slice.startOf(definition.period(), facts.day(at)), at))
                : List.of();
    }

    private List<RetentionCohort> cohorts(List<Member> members) {
        Map<LocalDate, List<Member>> cohorts = new TreeMap<>();
        members.forEach(member ->
                cohorts.computeIfAbsent(member.cohort(), _ -> new ArrayList<>()).add(member));
        List<RetentionCohort> rows = new ArrayList<>();
        cohorts.forEach((start, users) -> {
            List<List<Boolean>> retained = users.stream().map(this::retained).toList();
            List<RetentionCell> cells = new ArrayList<>();
            for (int k = 0; begins(start, k); k++) {
                boolean censored = !isOver(start, k);
                cells.add(
                        censored || !isMeasurable()
                                ? new RetentionCell(k, null, null, null, null, censored)
                                : cell(retained, k));
            }
            rows.add(new RetentionCohort(start, users.size(), cells));
        });
        return rows;
    }

    private boolean isMeasurable() {
        return facts.hasActivity() || !definition.returnEvent().events().isEmpty();
    }

    private static RetentionCell cell(List<List<Boolean>> users, int k) {
        long retained = users.stream().filter(columns -> columns.get(k)).count();
        PlainStatistics.Bounds bounds = Objects.requireNonNull(PlainStatistics.wilson(retained, users.size()));
        return new RetentionCell(k, retained, (double) retained / users.size(), bounds.low(), bounds.high(), false);
    }

    /** In which of the columns that have begun the user is retained. */
    private List<Boolean> retained(Member member) {
        List<PlainEvent> returns = member.user().events().stream()
                .filter(event -> conditions.meets(event, definition.returnEvent()))
                .filter(event -> counts(member, event))
                .toList();
        List<Boolean> columns = new ArrayList<>();
        for (int k = 0; begins(member.cohort(), k); k++) {
            columns.add(returns.stream().filter(column(member, k)).count() >= definition.minimumOccurrences());
        }
        return definition.mode() == RetentionMode.ON_OR_AFTER ? orLater(columns) : columns;
    }

    private static List<Boolean> orLater(List<Boolean> columns) {
        List<Boolean> orLater = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            orLater.add(columns.subList(k, columns.size()).contains(true));
        }
        return orLater;
    }

    /** After a signup, earlier returns count too in what is cut by the calendar. */
    private boolean counts(Member member, PlainEvent event) {
        return event.at() >= member.at()
                || (definition.cohortEvent() == null && definition.mode() != RetentionMode.ROLLING);
    }

    private Predicate<PlainEvent> column(Member member, int k) {
        CalendarPeriod period = definition.period();
        return switch (definition.mode()) {
            case ON, ON_OR_AFTER -> {
                LocalDate asked = Slice.plus(period, member.cohort(), k);
                yield event -> Slice.startOf(period, facts.day(event.at())).equals(asked);
            }
            case ROLLING -> {
                long window = window(period);
                yield event -> event.at() - member.at() >= k * window && event.at() - member.at() < (k + 1) * window;
            }
            case BRACKET ->
                event -> {
                    long days = ChronoUnit.DAYS.between(facts.day(member.at()), facts.day(event.at()));
                    return days >= definition.brackets().get(k)
                            && days < definition.brackets().get(k + 1);
                };
        };
    }

    private boolean begins(LocalDate cohort, int k) {
        return switch (definition.mode()) {
            case ON, ON_OR_AFTER -> Slice.plus(definition.period(), cohort, k).isBefore(slice.to());
            case ROLLING -> facts.startOf(cohort) + k * window(definition.period()) < slice.end();
            case BRACKET ->
                k < definition.brackets().size() - 1
                        && cohort.plusDays(definition.brackets().get(k)).isBefore(slice.to());
        };
    }

    private boolean isOver(LocalDate cohort, int k) {
        LocalDate after = Slice.next(definition.period(), cohort);
        return switch (definition.mode()) {
            case ON, ON_OR_AFTER ->
                !Slice.plus(definition.period(), cohort, k + 1).isAfter(slice.to());
            case ROLLING -> facts.startOf(after) + (k + 1) * window(definition.period()) <= slice.end();
            case BRACKET -> {
                LocalDate lastStart = after.minusDays(1);
                yield !lastStart.plusDays(definition.brackets().get(k + 1)).isAfter(slice.to());
            }
        };
    }

    private static long window(CalendarPeriod period) {
        return Slice.DAY
                * switch (period) {
                    case DAILY -> 1;
                    case WEEKLY -> 7;
                    case MONTHLY -> 30;
                    case QUARTERLY -> 91;
                };
    }
}
