package dev.lodestar.growth.observation;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.growth.observation.domain.AsOf;
import dev.lodestar.growth.observation.domain.ChannelCount;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.observation.domain.ObservedRevenue;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import dev.lodestar.growth.observation.domain.StageCount;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
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

    /** Reason of a part whose answer did not come at all. */
    private static final String NO_ANSWER = "no_answer";

    ObservedProduct toDomain() {
        Map<Stage, StageCount> stages = stages();
        Figure visitors = visitors(stages);
        List<RetentionPoint> points = retention == null ? List.of() : retention.points();
        ObservedRevenue revenue = ltv == null ? null : ltv.revenue();
        return new ObservedProduct(
                visitors,
                signups(),
                stages,
                points,
                revenue,
                channels(),
                acquisition == null ? null : acquisition.spend(),
                ltv == null ? null : ltv.newPayingUsers(),
                summary == null ? null : summary.totalUsers(),
                summary == null ? null : summary.monthlyActiveUsers(),
                reasons(visitors, points, revenue),
                heads().map(MeasuredAnswer::position).reduce(AsOf.NOTHING, AsOf::meet),
                heads().mapToDouble(MeasuredAnswer::completeShare).min().orElse(1));
    }

    private Stream<MeasuredAnswer> heads() {
        return Stream.<@Nullable MeasuredAnswer>of(summary, acquisition, funnel, retention, ltv)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    /** Without any activity in the data only the signup says something. */
    private Map<Stage, StageCount> stages() {
        var counts = new EnumMap<Stage, StageCount>(Stage.class);
        if (funnel != null) {
            counts.putAll(funnel.stageCounts());
        }
        if (summary != null && summary.lacksActivity()) {
            counts.keySet().retainAll(List.of(Stage.SIGNUP));
        }
        return counts;
    }

    /** Visitors count only where the signup's conversion does: both or neither, and never all visitors for one segment. */
    private @Nullable Figure visitors(Map<Stage, StageCount> stages) {
        return acquisition == null || funnel == null || !stages.containsKey(Stage.SIGNUP)
                ? null
                : acquisition.visitorsPerMonth(funnel.day("from"), funnel.day("to"));
    }

    private @Nullable Figure signups() {
        Long signups = funnel == null ? null : funnel.usersAt(Stage.SIGNUP);
        LocalDate from = funnel == null ? null : funnel.day("from");
        LocalDate to = funnel == null ? null : funnel.day("to");
        if (signups == null || signups == 0 || from == null || to == null || !from.isBefore(to)) {
            return null;
        }
        double months = ChronoUnit.DAYS.between(from, to) / AcquisitionAnswer.DAYS_PER_MONTH;
        return Figure.observed(signups / Math.max(1, months), "signups a month over the range");
    }

    private List<ChannelCount> channels() {
        Map<String, Double> spends = acquisition == null ? Map.of() : acquisition.spendByChannel();
        var names = new TreeSet<>(spends.keySet());
        names.addAll(ltv == null ? Set.of() : ltv.channelNames());
        return names.stream()
                .map(name -> new ChannelCount(name, spends.get(name), ltv == null ? null : ltv.newPayingUsersOf(name)))
                .toList();
    }

    private Map<String, String> reasons(
            @Nullable Figure visitors, List<RetentionPoint> points, @Nullable ObservedRevenue revenue) {
        var reasons = new HashMap<String, String>();
        if (visitors == null) {
            boolean withheld = funnel != null && funnel.isWithheld();
            reasons.put(
                    "visitors",
                    acquisition == null
                            ? NO_ANSWER
                            : orElse(acquisition.reason(), withheldOr(withheld, "no_visitors")));
        }
        if (points.isEmpty()) {
            reasons.put(
                    "retention",
                    retention == null
                            ? NO_ANSWER
                            : orElse(retention.reason(), withheldOr(retention.isWithheld(), "censored")));
        }
        if (revenue == null) {
            reasons.put(
                    "revenue",
                    ltv == null ? NO_ANSWER : orElse(ltv.reason(), withheldOr(ltv.isWithheld(), "no_invoices")));
        }
        if (funnel == null) {
            reasons.put("stages", NO_ANSWER);
        } else if (funnel.isWithheld()) {
            reasons.put("stages", MeasuredAnswer.SUPPRESSED);
        }
        if (ltv == null) {
            reasons.put("payers", NO_ANSWER);
        } else if (ltv.newPayingUsers() == null) {
            reasons.put("payers", orElse(ltv.reason(), withheldOr(ltv.isWithheld(), "no_invoices")));
        } else if (ltv.isChannelWithheld()) {
            reasons.put("payers", MeasuredAnswer.SUPPRESSED);
        }
        if (summary == null) {
            reasons.put("summary", NO_ANSWER);
        }
        return Map.copyOf(reasons);
    }

    private static String withheldOr(boolean withheld, String other) {
        return withheld ? MeasuredAnswer.SUPPRESSED : other;
    }

    private static String orElse(@Nullable String reason, String other) {
        return reason == null ? other : reason;
    }
}
