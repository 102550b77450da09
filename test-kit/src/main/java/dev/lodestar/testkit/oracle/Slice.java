package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one question may see: the range with its defaults filled in, the users who pass the filters, and of them no event
 * at or after the end of the range.
 *
 * @param firstDay the day of the first event or signup of the whole project, from which windows can be filled
 */
public record Slice(Facts facts, Scope scope, LocalDate firstDay, LocalDate from, LocalDate to, List<PlainUser> users) {

    static final long HOUR = 3_600_000;
    static final long DAY = 24 * HOUR;

    /** Fills in the default range; one that would end before an explicit {@code from} is empty. */
    public static Slice of(Facts facts, Scope scope) {
        LocalDate tomorrow = facts.today().plusDays(1);
        LocalDate first = Objects.requireNonNullElse(facts.firstDay(), facts.today());
        LocalDate afterLast = facts.dayAfterLastEvent();
        LocalDate defaultTo = afterLast == null ? facts.today() : afterLast.isAfter(tomorrow) ? tomorrow : afterLast;
        LocalDate to = scope.to() == null ? later(defaultTo, scope.from()) : scope.to();
        LocalDate from = scope.from() == null ? first.isAfter(to) ? to : first : scope.from();
        long end = facts.startOf(to);
        List<PlainUser> users = counted(facts, scope, to).stream()
                .map(user -> user.seenBefore(end))
                .toList();
        return new Slice(facts, scope, first, from, to, users);
    }

    /** The users who pass the filters and belong to the cohorts, with all their events. */
    static List<PlainUser> counted(Facts facts, Scope scope, LocalDate to) {
        CriterionOracle cohort = new CriterionOracle(facts, to);
        return facts.users().stream()
                .filter(user -> user.passes(scope.filters()))
                .filter(user -> scope.filters().criteria().stream().allMatch(each -> cohort.holds(user, each)))
                .toList();
    }

    private static LocalDate later(LocalDate day, @Nullable LocalDate other) {
        return other != null && other.isAfter(day) ? other : day;
    }

    long end() {
        return facts.startOf(to);
    }

    boolean inRange(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    boolean inRange(PlainEvent event) {
        return inRange(facts.day(event.at()));
    }

    /** All days of the range. */
    List<LocalDate> days() {
        return from.isBefore(to) ? from.datesUntil(to).toList() : List.of();
    }

    /** Users known before the end of the range. */
    List<PlainUser> signedUpBeforeEnd() {
        return users.stream()
                .filter(user -> user.profile() != null && user.profile().signupAt() < end())
                .toList();
    }

    /** Users who signed up in the range. */
    List<PlainUser> signedUpInRange() {
        return users.stream()
                .filter(user -> user.profile() != null
                        && inRange(facts.day(user.profile().signupAt())))
                .toList();
    }

    List<PlainEvent> active(PlainUser user) {
        return user.events().stream().filter(facts::isActive).toList();
    }

    List<PlainEvent> activeInRange(PlainUser user) {
        return active(user).stream().filter(this::inRange).toList();
    }

    /** The distinct days of events. */
    TreeSet<LocalDate> daysOf(List<PlainEvent> events) {
        TreeSet<LocalDate> days = new TreeSet<>();
        events.forEach(event -> days.add(facts.day(event.at())));
        return days;
    }

    /** The first activation event at or after signup; null where there is none. */
    @Nullable
    PlainEvent activation(PlainUser user) {
        return firstAtOrAfterSignup(
                user, event -> event.type().equals(facts.plan().activation()));
    }

    @Nullable
    PlainEvent firstAtOrAfterSignup(PlainUser user, java.util.function.Predicate<PlainEvent> condition) {
        return atOrAfterSignup(user).stream().filter(condition).findFirst().orElse(null);
    }

    List<PlainEvent> atOrAfterSignup(PlainUser user) {
        PlainProfile profile = user.profile();
        return profile == null
                ? List.of()
                : user.events().stream()
                        .filter(event -> event.at() >= profile.signupAt())
                        .toList();
    }

    /** The starts of the calendar periods that overlap the range. */
    List<LocalDate> periods(CalendarPeriod period) {
        List<LocalDate> starts = new ArrayList<>();
        if (from.isBefore(to)) {
            for (LocalDate start = startOf(period, from); start.isBefore(to); start = next(period, start)) {
                starts.add(start);
            }
        }
        return starts;
    }

    /** Whether the range cuts the period. */
    boolean isPartial(CalendarPeriod period, LocalDate start) {
        return start.isBefore(from) || next(period, start).isAfter(to);
    }

    static LocalDate startOf(CalendarPeriod period, LocalDate day) {
        return switch (period) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
            case QUARTERLY -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
        };
    }

    static LocalDate next(CalendarPeriod period, LocalDate start) {
        return plus(period, start, 1);
    }

    static LocalDate plus(CalendarPeriod period, LocalDate start, int periods) {
        return switch (period) {
            case DAILY -> start.plusDays(periods);
            case WEEKLY -> start.plusWeeks(periods);
            case MONTHLY -> start.plusMonths(periods);
            case QUARTERLY -> start.plusMonths(3L * periods);
        };
    }
}
