package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.cohort.DayNRow;
import dev.lodestar.engine.cohort.PooledRetention;
import dev.lodestar.engine.cohort.RetentionCell;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Section 5: cohorts by signup period, retention, Day-N. */
public final class CohortOracle {

    private static final List<Integer> DAYS = List.of(1, 7, 14, 30, 60, 90);

    private final Slice slice;
    private final Facts facts;

    public CohortOracle(Slice slice) {
        this.slice = slice;
        this.facts = slice.facts();
    }

    /** The users who signed up in the range, by the period of their signup. */
    SortedMap<LocalDate, List<PlainUser>> cohorts(CalendarPeriod period) {
        SortedMap<LocalDate, List<PlainUser>> cohorts = new TreeMap<>();
        for (PlainUser user : slice.signedUpInRange()) {
            cohorts.computeIfAbsent(Slice.startOf(period, signupDay(user)), _ -> new ArrayList<>())
                    .add(user);
        }
        return cohorts;
    }

    private LocalDate signupDay(PlainUser user) {
        return facts.day(signupAt(user));
    }

    private static long signupAt(PlainUser user) {
        return Objects.requireNonNull(user.profile()).signupAt();
    }

    /**
     * An active event of a user.
     *
     * @param period the start of the calendar period it falls in
     * @param age    milliseconds since signup
     */
    private record Sighting(LocalDate period, long age) {}

    /** The retention matrix. */
    public List<RetentionCohort> retention(CalendarPeriod period, RetentionMode mode) {
        List<RetentionCohort> rows = new ArrayList<>();
        cohorts(period).forEach((start, users) -> {
            List<List<Sighting>> sightings =
                    users.stream().map(user -> sightings(user, period)).toList();
            List<RetentionCell> cells = new ArrayList<>();
            for (int k = 0; hasStarted(period, mode, start, k); k++) {
                cells.add(
                        isCensored(period, mode, start, k) || !facts.hasActivity()
                                ? new RetentionCell(k, null, null, null, null, isCensored(period, mode, start, k))
                                : cell(period, mode, start, sightings, k));
            }
            rows.add(new RetentionCohort(start, users.size(), cells));
        });
        return rows;
    }

    private List<Sighting> sightings(PlainUser user, CalendarPeriod period) {
        return slice.active(user).stream()
                .map(event -> new Sighting(Slice.startOf(period, facts.day(event.at())), event.at() - signupAt(user)))
                .distinct()
                .toList();
    }

    private RetentionCell cell(
            CalendarPeriod period, RetentionMode mode, LocalDate cohort, List<List<Sighting>> users, int k) {
        LocalDate asked = Slice.plus(period, cohort, k);
        long window = windowMillis(period);
        long active = users.stream()
                .filter(sightings -> sightings.stream().anyMatch(seen -> switch (mode) {
                    case ON -> seen.period().equals(asked);
                    case ON_OR_AFTER -> !seen.period().isBefore(asked);
                    case ROLLING -> seen.age() >= k * window && seen.age() < (k + 1) * window;
                    case BRACKET -> throw new IllegalArgumentException("brackets have bounds of their own");
                }))
                .count();
        PlainStatistics.Bounds bounds = Objects.requireNonNull(PlainStatistics.wilson(active, users.size()));
        return new RetentionCell(k, active, (double) active / users.size(), bounds.low(), bounds.high(), false);
    }

    private boolean hasStarted(CalendarPeriod period, RetentionMode mode, LocalDate cohort, int k) {
        return mode == RetentionMode.ROLLING
                ? facts.startOf(cohort) + k * windowMillis(period) < slice.end()
                : Slice.plus(period, cohort, k).isBefore(slice.to());
    }

    /** In rolling windows a cell has a value once the window is over for a user who signed up last in the cohort's period. */
    private boolean isCensored(CalendarPeriod period, RetentionMode mode, LocalDate cohort, int k) {
        return mode == RetentionMode.ROLLING
                ? facts.startOf(Slice.next(period, cohort)) + (k + 1) * windowMillis(period) > slice.end()
                : Slice.plus(period, cohort, k + 1).isAfter(slice.to());
    }

    private static long windowMillis(CalendarPeriod period) {
        return Slice.DAY
                * switch (period) {
                    case DAILY -> 1;
                    case WEEKLY -> 7;
                    case MONTHLY -> 30;
                    case QUARTERLY -> 91;
                };
    }

    /** The columns of the matrix, pooled over the cohorts with a value. */
    public List<PooledRetention> pooled(List<RetentionCohort> cohorts) {
        int columns = cohorts.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        List<PooledRetention> pooled = new ArrayList<>();
        for (int k = 0; k < columns; k++) {
            long active = 0;
            long size = 0;
            for (RetentionCohort row : cohorts) {
                Long value = k < row.cells().size() ? row.cells().get(k).activeUsers() : null;
                active += value == null ? 0 : value;
                size += value == null ? 0 : row.size();
            }
            PlainStatistics.Bounds bounds = PlainStatistics.wilson(active, size);
            pooled.add(
                    bounds == null
                            ? new PooledRetention(k, null, null, null, null, null)
                            : new PooledRetention(
                                    k, active, size, (double) active / size, bounds.low(), bounds.high()));
        }
        return pooled;
    }

    /** Retention on exactly, and on or after, day N. */
    public List<DayNRow> dayN() {
        return DAYS.stream().map(this::dayN).toList();
    }

    private DayNRow dayN(int n) {
        if (!facts.hasActivity()) {
            return new DayNRow(n, null, null, null, null, null, null, null);
        }
        List<PlainUser> eligible = slice.signedUpInRange().stream()
                .filter(user -> !signupDay(user).plusDays(n + 1L).isAfter(slice.to()))
                .toList();
        long on = eligible.stream()
                .filter(user -> slice.daysOf(slice.active(user))
                        .contains(signupDay(user).plusDays(n)))
                .count();
        long onOrAfter = eligible.stream()
                .filter(user -> slice.daysOf(slice.active(user)).stream()
                        .anyMatch(day -> !day.isBefore(signupDay(user).plusDays(n))))
                .count();
        PlainStatistics.Bounds bounds = PlainStatistics.wilson(on, eligible.size());
        return new DayNRow(
                n,
                (long) eligible.size(),
                on,
                ActivityOracle.ratio(on, (long) eligible.size()),
                bounds == null ? null : bounds.low(),
                bounds == null ? null : bounds.high(),
                onOrAfter,
                ActivityOracle.ratio(onOrAfter, (long) eligible.size()));
    }
}
