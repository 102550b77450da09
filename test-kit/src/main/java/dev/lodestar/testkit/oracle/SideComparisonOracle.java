package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.cohort.ComparedSide;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SidePeriod;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SideUsers;
import dev.lodestar.engine.cohort.SideDefinition;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Section 5: any two sets of users against each other, by period of signup; user by user. */
public final class SideComparisonOracle {
    private static final List<Integer> COMPARED = List.of(1, 3, 6);
    private static final int MATURE_PERIOD = 6;
    private static final int SILENT_DAYS = 30;

    private final Slice slice;
    private final Facts facts;
    private final SideDefinition definition;
    private final CriterionOracle criteria;
    private final List<PlainUser> a;
    private final List<PlainUser> b;

    public SideComparisonOracle(Slice slice, SideDefinition definition) {
        this.slice = slice;
        this.facts = slice.facts();
        this.definition = definition;
        this.criteria = new CriterionOracle(facts, slice.to());
        this.a = users(definition.a());
        this.b = users(definition.b());
    }

    /** Whether anybody is on both sides, old enough or not. */
    public boolean overlaps() {
        return definition.a().cohorts() == null
                && slice.users().stream()
                        .anyMatch(user -> criteria.holds(user, definition.a().criterion())
                                && criteria.holds(user, definition.b().criterion()));
    }

    private List<PlainUser> users(ComparedSide side) {
        return slice.signedUpInRange().stream()
                .filter(user -> criteria.holds(user, side.criterion()))
                .filter(user -> side.cohorts() == null || side.cohorts().contains(cohort(user)))
                .filter(user -> isMature(cohort(user)))
                .filter(this::livedToTheLandmark)
                .toList();
    }

    private LocalDate cohort(PlainUser user) {
        return Slice.startOf(definition.period(), facts.day(signupAt(user)));
    }

    private static long signupAt(PlainUser user) {
        return Objects.requireNonNull(user.profile()).signupAt();
    }

    private boolean isMature(LocalDate cohort) {
        return definition.landmarkDays() == 0
                ? !Slice.plus(definition.period(), cohort, MATURE_PERIOD + 1).isAfter(slice.to())
                : facts.startOf(Slice.next(definition.period(), cohort)) + (MATURE_PERIOD + 1) * window()
                        <= slice.end();
    }

    private long window() {
        return Slice.DAY
                * switch (definition.period()) {
                    case DAILY -> 1;
                    case WEEKLY -> 7;
                    case MONTHLY -> 30;
                    case QUARTERLY -> 91;
                };
    }

    /** Not lost before it: active from it on, or not silent for long at the end. */
    private boolean livedToTheLandmark(PlainUser user) {
        long landmark = signupAt(user) + definition.landmarkDays() * Slice.DAY;
        return definition.landmarkDays() == 0
                || slice.active(user).stream()
                        .anyMatch(event -> event.at() >= landmark
                                || !facts.day(event.at()).isBefore(slice.to().minusDays(SILENT_DAYS)));
    }

    /** One side; null where nothing is active. */
    public @Nullable SideUsers a() {
        return shown(definition.a(), a);
    }

    /** The other side. */
    public @Nullable SideUsers b() {
        return shown(definition.b(), b);
    }

    private @Nullable SideUsers shown(ComparedSide side, List<PlainUser> users) {
        TreeSet<LocalDate> cohorts = new TreeSet<>();
        users.forEach(user -> cohorts.add(cohort(user)));
        return facts.hasActivity() ? new SideUsers(side.label(), List.copyOf(cohorts), users.size()) : null;
    }

    /** Retention in periods 1, 3 and 6; none where there is nobody to compare. */
    public List<SidePeriod> periods() {
        if (!isComparable()) {
            return List.of();
        }
        List<Double> pValues = COMPARED.stream().map(k -> pValue(z(k))).toList();
        List<Double> adjusted = PlainStatistics.holm(pValues);
        List<SidePeriod> rows = new ArrayList<>();
        for (int i = 0; i < COMPARED.size(); i++) {
            rows.add(row(COMPARED.get(i), pValues.get(i), adjusted.get(i)));
        }
        return rows;
    }

    private boolean isComparable() {
        return facts.hasActivity() && !a.isEmpty() && !b.isEmpty();
    }

    private SidePeriod row(int k, double pValue, double pAdjusted) {
        double aRate = (double) active(a, k) / a.size();
        double bRate = (double) active(b, k) / b.size();
        PlainStatistics.Bounds bounds = PlainStatistics.newcombe(active(b, k), b.size(), active(a, k), a.size());
        return new SidePeriod(
                k,
                active(a, k),
                a.size(),
                aRate,
                active(b, k),
                b.size(),
                bRate,
                bRate - aRate,
                bounds.low(),
                bounds.high(),
                z(k),
                pValue,
                pAdjusted);
    }

    private @Nullable Double z(int k) {
        return PlainStatistics.pooledZ(active(b, k), b.size(), active(a, k), a.size());
    }

    private static double pValue(@Nullable Double z) {
        return z == null ? 1 : PlainStatistics.twoSided(z);
    }

    private long active(List<PlainUser> users, int k) {
        return users.stream()
                .filter(user -> slice.active(user).stream().anyMatch(event -> isIn(user, event, k)))
                .count();
    }

    private boolean isIn(PlainUser user, PlainEvent event, int k) {
        long age = event.at() - signupAt(user);
        return definition.landmarkDays() == 0
                ? Slice.startOf(definition.period(), facts.day(event.at()))
                        .equals(Slice.plus(definition.period(), cohort(user), k))
                : age >= k * window() && age < (k + 1) * window();
    }

    /** The log-rank statistic over days from signup to last activity; null where it has nothing to go by. */
    public @Nullable Double logRankChiSquare() {
        return isComparable()
                ? PlainStatistics.logRank(
                        a.stream().map(this::watched).toList(),
                        b.stream().map(this::watched).toList())
                : null;
    }

    private PlainStatistics.Watched watched(PlainUser user) {
        TreeSet<LocalDate> activeDays = slice.daysOf(
                slice.atOrAfterSignup(user).stream().filter(facts::isActive).toList());
        LocalDate signup = facts.day(signupAt(user));
        LocalDate last = activeDays.isEmpty() ? signup : activeDays.last();
        boolean lost = last.isBefore(slice.to().minusDays(SILENT_DAYS));
        return new PlainStatistics.Watched(ChronoUnit.DAYS.between(signup, last), lost);
    }
}
