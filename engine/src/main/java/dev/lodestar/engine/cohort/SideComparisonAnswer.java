package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.AsOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How two sets of users stay.
 *
 * @param definition every parameter that shaped the answer, defaults filled in
 * @param asOf the newest ingest position covered
 * @param completeness the share of partitions that answered
 * @param computedAt when it was computed
 * @param a one side; null with a reason where there are no cohorts old enough
 * @param b the other
 * @param periods their retention in a few periods of their lives; none where a side has no users
 * @param logRank whether they are kept equally long
 * @param reason why the figures are null, else null
 */
public record SideComparisonAnswer(
        Map<String, @Nullable Object> definition,
        AsOf asOf,
        double completeness,
        Instant computedAt,
        @Nullable SideUsers a,
        @Nullable SideUsers b,
        List<SidePeriod> periods,
        @Nullable LogRankTest logRank,
        @Nullable String reason) {

    /**
     * A side.
     *
     * @param label what people call it
     * @param cohorts the first days of the periods in which its users signed up
     * @param users all users of them
     */
    public record SideUsers(String label, List<LocalDate> cohorts, long users) {}

    /**
     * Both sides in one period of their lives.
     *
     * @param period periods since signup's own
     * @param aActive active users of a
     * @param aSize users of a
     * @param aRate their ratio
     * @param bActive active users of b
     * @param bSize users of b
     * @param bRate their ratio
     * @param difference bRate − aRate
     * @param ciLow lower end of Newcombe's 95 % interval of the difference
     * @param ciHigh upper end of it
     * @param z the pooled two-proportion statistic, of the difference's sign; null where all or none are active
     * @param pValue two-sided; 1 where z is null
     * @param pAdjusted after Holm, over the periods compared
     */
    public record SidePeriod(
            int period,
            long aActive,
            long aSize,
            double aRate,
            long bActive,
            long bSize,
            double bRate,
            double difference,
            double ciLow,
            double ciHigh,
            @Nullable Double z,
            double pValue,
            double pAdjusted) {
        static SidePeriod of(RateTests.Tested tested) {
            RateTests.Pair pair = tested.pair();
            return new SidePeriod(
                    pair.period(),
                    pair.firstActive(),
                    pair.firstSize(),
                    pair.firstRate(),
                    pair.secondActive(),
                    pair.secondSize(),
                    pair.secondRate(),
                    pair.difference(),
                    tested.interval().low(),
                    tested.interval().high(),
                    tested.z(),
                    tested.pValue(),
                    tested.pAdjusted());
        }
    }
}
