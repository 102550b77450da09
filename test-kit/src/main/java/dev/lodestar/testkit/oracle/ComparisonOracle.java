package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.cohort.CohortSet;
import dev.lodestar.engine.cohort.ComparedPeriod;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Section 5, early against late cohorts, by period of signup. */
public final class ComparisonOracle {

    private static final int MATURE_PERIOD = 6;
    private static final List<Integer> COMPARED = List.of(1, 3, 6);

    private final Slice slice;
    private final CalendarPeriod period;
    private final List<RetentionCohort> mature;

    public ComparisonOracle(Slice slice, CalendarPeriod period) {
        this.slice = slice;
        this.period = period;
        this.mature = !slice.facts().hasActivity()
                ? List.of()
                : new CohortOracle(slice)
                        .retention(period, RetentionMode.ON).stream()
                                .filter(row -> row.cells().size() > MATURE_PERIOD
                                        && !row.cells().get(MATURE_PERIOD).censored())
                                .toList();
    }

    /** The first quarter of the mature cohorts; null where there are fewer than two. */
    public @Nullable CohortSet early() {
        return mature.size() < 2 ? null : set(mature.subList(0, quarter()));
    }

    /** The last quarter of them. */
    public @Nullable CohortSet late() {
        return mature.size() < 2 ? null : set(mature.subList(mature.size() - quarter(), mature.size()));
    }

    private int quarter() {
        return Math.max(1, mature.size() / 4);
    }

    private static CohortSet set(List<RetentionCohort> rows) {
        return new CohortSet(
                rows.stream().map(RetentionCohort::cohort).toList(),
                rows.stream().mapToLong(RetentionCohort::size).sum());
    }

    /** Their retention in periods 1, 3 and 6; none where there are too few cohorts. */
    public List<ComparedPeriod> periods() {
        if (mature.size() < 2) {
            return List.of();
        }
        List<Double> pValues = COMPARED.stream().map(k -> pValue(z(k))).toList();
        List<Double> adjusted = PlainStatistics.holm(pValues);
        List<ComparedPeriod> rows = new ArrayList<>();
        for (int i = 0; i < COMPARED.size(); i++) {
            rows.add(row(COMPARED.get(i), pValues.get(i), adjusted.get(i)));
        }
        return rows;
    }

    private ComparedPeriod row(int k, double pValue, double pAdjusted) {
        long early = active(earlyRows(), k);
        long earlySize = size(earlyRows());
        long late = active(lateRows(), k);
        long lateSize = size(lateRows());
        PlainStatistics.Bounds bounds = PlainStatistics.newcombe(late, lateSize, early, earlySize);
        double earlyRate = (double) early / earlySize;
        double lateRate = (double) late / lateSize;
        return new ComparedPeriod(
                k,
                early,
                earlySize,
                earlyRate,
                late,
                lateSize,
                lateRate,
                lateRate - earlyRate,
                bounds.low(),
                bounds.high(),
                z(k),
                pValue,
                pAdjusted);
    }

    /**
     * Log-rank over the days from signup to the last activity: a user without activity in the last {@code inactivityDays}
     * days of the data was lost on the day of the last activity, any other was last seen then; silence begins with the
     * signup, so that somebody never active counts from then. Null where there are too few
     * cohorts, or where the test has nothing to go by.
     */
    public @Nullable Double logRankChiSquare(int inactivityDays) {
        return mature.size() < 2
                ? null
                : PlainStatistics.logRank(watched(earlyRows(), inactivityDays), watched(lateRows(), inactivityDays));
    }

    /** Its p-value. */
    public @Nullable Double logRankPValue(int inactivityDays) {
        Double chiSquare = logRankChiSquare(inactivityDays);
        return chiSquare == null ? null : PlainStatistics.twoSided(Math.sqrt(chiSquare));
    }

    private List<PlainStatistics.Watched> watched(List<RetentionCohort> rows, int inactivityDays) {
        SortedMap<LocalDate, List<PlainUser>> cohorts = new CohortOracle(slice).cohorts(period);
        return rows.stream()
                .flatMap(row -> Objects.requireNonNull(cohorts.get(row.cohort())).stream())
                .map(user -> watched(user, inactivityDays))
                .toList();
    }

    private PlainStatistics.Watched watched(PlainUser user, int inactivityDays) {
        TreeSet<LocalDate> activeDays = slice.daysOf(slice.atOrAfterSignup(user).stream()
                .filter(slice.facts()::isActive)
                .toList());
        LocalDate signup =
                slice.facts().day(Objects.requireNonNull(user.profile()).signupAt());
        LocalDate last = activeDays.isEmpty() ? signup : activeDays.last();
        boolean lost = last.isBefore(slice.to().minusDays(inactivityDays));
        return new PlainStatistics.Watched(ChronoUnit.DAYS.between(signup, last), lost);
    }

    private @Nullable Double z(int k) {
        return PlainStatistics.pooledZ(
                active(lateRows(), k), size(lateRows()), active(earlyRows(), k), size(earlyRows()));
    }

    private static double pValue(@Nullable Double z) {
        return z == null ? 1 : PlainStatistics.twoSided(z);
    }

    private List<RetentionCohort> earlyRows() {
        return mature.subList(0, quarter());
    }

    private List<RetentionCohort> lateRows() {
        return mature.subList(mature.size() - quarter(), mature.size());
    }

    private static long active(List<RetentionCohort> rows, int k) {
        return rows.stream()
                .mapToLong(row -> Objects.requireNonNull(row.cells().get(k).activeUsers()))
                .sum();
    }

    private static long size(List<RetentionCohort> rows) {
        return rows.stream().mapToLong(RetentionCohort::size).sum();
    }
}
