package dev.lodestar.growth.observation;

import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.growth.observation.domain.Acquired;
import dev.lodestar.growth.observation.domain.AsOf;
import dev.lodestar.growth.observation.domain.ChannelCount;
import dev.lodestar.growth.observation.domain.MonthCount;
import dev.lodestar.growth.observation.domain.Newcomers;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.observation.domain.ObservedRevenue;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import dev.lodestar.growth.observation.domain.StageCount;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answers that growth builds on; any of them may be missing. */
record ObservedAnswers(
        @Nullable SummaryAnswer summary,
        @Nullable AcquisitionAnswer acquisition,
        @Nullable FunnelAnswer funnel,
        @Nullable RetentionAnswer retention,
        @Nullable LtvAnswer ltv) {

    ObservedProduct toDomain() {
        List<MonthCount> months = months();
        Newcomers newcomers = newcomers(months);
        Acquired acquired = acquired(months);
        List<RetentionPoint> points = retention == null ? List.of() : retention.points();
        ObservedRevenue revenue = ltv == null ? null : ltv.revenue();
        return new ObservedProduct(
                newcomers.visitorsPerMonth(),
                newcomers.signupsPerMonth(),
                stages(newcomers),
                points,
                revenue,
                channels(months),
                acquired,
                summary == null ? null : summary.totalUsers(),
                summary == null ? null : summary.monthlyActiveUsers(),
                new ObservedReasons(this, months).of(newcomers, points, revenue, acquired),
                heads().map(MeasuredAnswer::position).reduce(AsOf.NOTHING, AsOf::meet),
                heads().mapToDouble(MeasuredAnswer::completeShare).min().orElse(1));
    }

    private Stream<MeasuredAnswer> heads() {
        return Stream.<@Nullable MeasuredAnswer>of(summary, acquisition, funnel, retention, ltv)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    /** The complete months of the range in time order; none where no answer says what the range is. */
    private List<MonthCount> months() {
        return heads().filter(head -> head.day("from") != null && head.day("to") != null)
                .findFirst()
                .map(head -> months(Objects.requireNonNull(head.day("from")), Objects.requireNonNull(head.day("to"))))
                .orElse(List.of());
    }

    private List<MonthCount> months(LocalDate from, LocalDate to) {
        YearMonth first = YearMonth.from(from.minusDays(1)).plusMonths(1);
        return Stream.iterate(first, month -> !month.plusMonths(1).atDay(1).isAfter(to), month -> month.plusMonths(1))
                .map(this::count)
                .toList();
    }

    private MonthCount count(YearMonth month) {
        return new MonthCount(
                month,
                retention == null ? null : retention.signups(month),
                ltv == null ? null : ltv.newPayingUsersOf(month),
                acquisition == null ? null : acquisition.visitors(month),
                acquisition == null ? null : acquisition.spend(month));
    }

    /** Those of the last complete months; of the whole range where it has none, or the signups by month are not known. */
    private Newcomers newcomers(List<MonthCount> months) {
        if (Newcomers.measurable(months)) {
            return Newcomers.of(months);
        }
        Long signups = funnel == null ? null : funnel.usersAt(Stage.SIGNUP);
        LocalDate from = funnel == null ? null : funnel.day("from");
        LocalDate to = funnel == null ? null : funnel.day("to");
        if (signups == null || from == null || to == null || !from.isBefore(to)) {
            return Newcomers.UNKNOWN;
        }
        Long visitors = acquisition == null ? null : acquisition.visitors(from, to);
        return Newcomers.ofRange(ChronoUnit.DAYS.between(from, to), signups, visitors);
    }

    private Acquired acquired(List<MonthCount> months) {
        return Acquired.of(
                months, acquisition == null ? null : acquisition.spend(), ltv == null ? null : ltv.newPayingUsers());
    }

    /**
     * The stages after signup over the whole range, because users need time to get there; signup as of today. Without any activity in the data only
     * the signup says something.
     */
    private Map<Stage, StageCount> stages(Newcomers newcomers) {
        var counts = new EnumMap<Stage, StageCount>(Stage.class);
        if (funnel != null && (summary == null || !summary.lacksActivity())) {
            counts.putAll(funnel.stageCounts());
        }
        counts.remove(Stage.SIGNUP);
        StageCount signup = newcomers.signupRate();
        if (signup != null) {
            counts.put(Stage.SIGNUP, signup);
        }
        return counts;
    }

    /** Payers of a channel are known of the whole range only, so that with rows of a part of it they are not those that the spend won. */
    private List<ChannelCount> channels(List<MonthCount> months) {
        Map<String, Double> spends = acquisition == null ? Map.of() : acquisition.spendByChannel();
        boolean partly = acquisition != null && acquisition.isPartly(months);
        var names = new TreeSet<>(spends.keySet());
        names.addAll(ltv == null ? Set.of() : ltv.channelNames());
        return names.stream()
                .map(name -> new ChannelCount(
                        name, spends.get(name), ltv == null || partly ? null : ltv.newPayingUsersOf(name)))
                .toList();
    }
}
