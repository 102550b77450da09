package dev.lodestar.growth.observation;

import dev.lodestar.growth.observation.domain.Acquired;
import dev.lodestar.growth.observation.domain.MonthCount;
import dev.lodestar.growth.observation.domain.Newcomers;
import dev.lodestar.growth.observation.domain.ObservedRevenue;
import dev.lodestar.growth.observation.domain.RetentionPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why parts of what growth builds on are missing, as stable codes.
 *
 * @param months the complete months of the range
 */
record ObservedReasons(ObservedAnswers answers, List<MonthCount> months) {

    /** Reason of a part whose answer did not come at all. */
    private static final String NO_ANSWER = "no_answer";

    /** By part: visitors, retention, revenue, stages, payers, summary; parts that are there have none. */
    Map<String, String> of(
            Newcomers newcomers, List<RetentionPoint> points, @Nullable ObservedRevenue revenue, Acquired acquired) {
        var reasons = new HashMap<String, String>();
        if (newcomers.visitorsPerMonth() == null) {
            reasons.put("visitors", visitors(newcomers));
        }
        if (points.isEmpty()) {
            reasons.put("retention", retention());
        }
        LtvAnswer ltv = answers.ltv();
        if (revenue == null) {
            reasons.put("revenue", ltv == null ? NO_ANSWER : unpaid(ltv));
        }
        FunnelAnswer funnel = answers.funnel();
        if (funnel == null) {
            reasons.put("stages", NO_ANSWER);
        } else if (funnel.isWithheld()) {
            reasons.put("stages", MeasuredAnswer.SUPPRESSED);
        }
        String payers = payers(ltv, acquired);
        if (payers != null) {
            reasons.put("payers", payers);
        }
        if (answers.summary() == null) {
            reasons.put("summary", NO_ANSWER);
        }
        return Map.copyOf(reasons);
    }

    private String visitors(Newcomers newcomers) {
        AcquisitionAnswer acquisition = answers.acquisition();
        FunnelAnswer funnel = answers.funnel();
        if (acquisition == null) {
            return NO_ANSWER;
        }
        if (acquisition.reason() != null) {
            return acquisition.reason();
        }
        if (newcomers.signupsPerMonth() == null && funnel != null && funnel.isWithheld()) {
            return MeasuredAnswer.SUPPRESSED;
        }
        Long visitors = acquisition.visitors();
        if (visitors == null || visitors == 0) {
            return "no_visitors";
        }
        return acquisition.isPartly(months) ? "visitors_partly_known" : "fewer_visitors_than_signups";
    }

    private String retention() {
        RetentionAnswer retention = answers.retention();
        return retention == null
                ? NO_ANSWER
                : orElse(retention.reason(), retention.isWithheld() ? MeasuredAnswer.SUPPRESSED : "censored");
    }

    /** Why there are no payers, or none to be set against the spend; null where there are. */
    private @Nullable String payers(@Nullable LtvAnswer ltv, Acquired acquired) {
        AcquisitionAnswer acquisition = answers.acquisition();
        if (ltv == null) {
            return NO_ANSWER;
        }
        if (ltv.newPayingUsers() == null) {
            return unpaid(ltv);
        }
        boolean noMonth = months.stream().allMatch(month -> month.spend() == null);
        if (acquired.newPayingUsers() == null) {
            return noMonth ? Acquired.PARTLY_KNOWN : MeasuredAnswer.SUPPRESSED;
        }
        if (ltv.isChannelWithheld()) {
            return MeasuredAnswer.SUPPRESSED;
        }
        return acquisition != null && acquisition.isPartly(months) ? Acquired.PARTLY_KNOWN : null;
    }

    private static String unpaid(LtvAnswer ltv) {
        return orElse(ltv.reason(), ltv.isWithheld() ? MeasuredAnswer.SUPPRESSED : "no_invoices");
    }

    private static String orElse(@Nullable String reason, String other) {
        return reason == null ? other : reason;
    }
}
