package dev.lodestar.testkit.oracle;

import static dev.lodestar.testkit.oracle.Tables.assertSame;

import dev.lodestar.engine.acquisition.AcquisitionAnalysis;
import dev.lodestar.engine.acquisition.AcquisitionAnswer;
import dev.lodestar.engine.activation.ActivationAnalysis;
import dev.lodestar.engine.activation.ActivationAnswer;
import dev.lodestar.engine.activity.EngagementAnalysis;
import dev.lodestar.engine.activity.EngagementAnswer;
import dev.lodestar.engine.activity.StickinessAnalysis;
import dev.lodestar.engine.activity.StickinessAnswer;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.cohort.CohortComparison;
import dev.lodestar.engine.cohort.ComparisonAnswer;
import dev.lodestar.engine.cohort.DayNAnalysis;
import dev.lodestar.engine.cohort.LogRankTest;
import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.cohort.RetentionAnswer;
import dev.lodestar.engine.cohort.RetentionCohort;
import dev.lodestar.engine.feature.FeatureAdoptionAnalysis;
import dev.lodestar.engine.feature.FeatureAdoptionAnswer;
import dev.lodestar.engine.funnel.FunnelGroup;
import dev.lodestar.engine.funnel.GroupLoss;
import dev.lodestar.engine.funnel.GrowthFunnelAnalysis;
import dev.lodestar.engine.funnel.GrowthFunnelAnswer;
import dev.lodestar.engine.northstar.NorthStarAnalysis;
import dev.lodestar.engine.northstar.NorthStarAnswer;
import dev.lodestar.engine.northstar.NorthStarSettings;
import dev.lodestar.engine.northstar.NorthStarWeek;
import dev.lodestar.engine.poweruser.PowerUserAnalysis;
import dev.lodestar.engine.poweruser.PowerUserAnswer;
import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.revenue.CohortRevenue;
import dev.lodestar.engine.revenue.CohortRevenueAnalysis;
import dev.lodestar.engine.revenue.CohortRevenueAnswer;
import dev.lodestar.engine.summary.SummaryAnalysis;
import dev.lodestar.engine.summary.SummaryAnswer;
import dev.lodestar.engine.time.CalendarPeriod;
import java.util.List;
import java.util.Map;

/** One question after the other to both, on the same slice of the same facts. */
enum Agreement {
    ENGAGEMENT {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            for (CalendarPeriod period : CalendarPeriod.values()) {
                EngagementAnswer answer = new EngagementAnalysis(engine).analyse(slice.scope(), period);
                assertSame(period + " series", answer.series(), new ActivityOracle(slice).engagement(period));
            }
        }
    },
    STICKINESS {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            StickinessAnswer answer = new StickinessAnalysis(engine).analyse(slice.scope());
            ActivityOracle oracle = new ActivityOracle(slice);
            assertSame("series", answer.series(), oracle.stickiness());
            assertSame("histogram", answer.histogram(), oracle.histogram());
        }
    },
    NORTH_STAR {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            double target = 1 + slice.users().size() / 2.0;
            NorthStarAnswer answer =
                    new NorthStarAnalysis(engine).analyse(slice.scope(), new NorthStarSettings(target, 12));
            NorthStarOracle oracle = new NorthStarOracle(slice);
            NorthStarWeek current = slice.facts().hasActivity() ? oracle.current() : null;
            assertSame("unit", answer.unit(), oracle.unit());
            assertSame("weekly", answer.weekly(), oracle.weekly());
            assertSame("current", answer.current(), current == null ? null : current.value());
            assertSame("currentWeek", answer.currentWeek(), current == null ? null : current.weekStart());
            assertSame("previous", answer.previous(), oracle.previous());
            assertSame("fourWeekMean", answer.fourWeekMean(), oracle.fourWeekMean());
            assertSame("attainment", answer.attainment(), oracle.attainment(target));
            assertSame("forecast", answer.forecastDate(), oracle.forecast(target, 12));
        }
    },
    ACTIVATION {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            ActivationAnswer answer = new ActivationAnalysis(engine).analyse(slice.scope());
            ActivationOracle oracle = new ActivationOracle(slice);
            assertSame("totalUsers", answer.totalUsers(), oracle.totalUsers());
            assertSame("statuses", answer.statuses(), oracle.statuses());
            assertSame("rates", answer.rates(), oracle.rates());
            assertSame("medianHours", answer.medianHours(), oracle.medianHours());
            assertSame("p90Hours", answer.p90Hours(), oracle.p90Hours());
        }
    },
    FEATURES {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            FeatureAdoptionAnswer answer = new FeatureAdoptionAnalysis(engine).analyse(slice.scope());
            FeatureOracle oracle = new FeatureOracle(slice);
            assertSame("activeUsers", answer.activeUsers(), oracle.activeUsers());
            assertSame("features", answer.features(), oracle.features());
        }
    },
    POWER_USERS {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            for (double topShare : new double[] {0.10, 0.35}) {
                PowerUserAnswer answer = new PowerUserAnalysis(engine).analyse(slice.scope(), topShare);
                PowerUserOracle oracle = new PowerUserOracle(slice, topShare);
                assertSame("activeUsers", answer.activeUsers(), oracle.activeUsers());
                assertSame("threshold", answer.threshold(), oracle.threshold());
                assertSame("powerUsers", answer.powerUsers(), oracle.powerUsers());
                assertSame("eventShare", answer.eventShare(), oracle.eventShare());
                assertSame("curve", answer.curve(), oracle.curve());
            }
        }
    },
    FUNNEL {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            FunnelOracle oracle = new FunnelOracle(slice);
            for (String breakdown : List.of("segment", "channel")) {
                GrowthFunnelAnswer answer = new GrowthFunnelAnalysis(engine)
                        .analyse(
                                slice.scope(),
                                breakdown,
                                FunnelThresholds.STANDARD,
                                slice.facts().acquisition());
                List<FunnelGroup> groups = oracle.groups(breakdown);
                DropOffOracle dropOff = new DropOffOracle(oracle.stages());
                assertSame("stages", answer.stages(), oracle.stages());
                assertSame(
                        breakdown + " groups",
                        answer.breakdown() == null ? null : answer.breakdown().groups(),
                        groups);
                assertSame("byStage", answer.dropOff().byStage(), dropOff.byStage());
                checkWorst(answer.dropOff().worst(), DropOffOracle.worst(breakdown, groups));
            }
        }
    },
    RETENTION {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            CohortOracle oracle = new CohortOracle(slice);
            for (CalendarPeriod period : CalendarPeriod.values()) {
                for (RetentionMode mode : RetentionMode.WITHOUT_BOUNDS) {
                    RetentionAnswer answer = new RetentionAnalysis(engine).analyse(slice.scope(), period, mode);
                    List<RetentionCohort> cohorts = oracle.retention(period, mode);
                    assertSame(period + " " + mode, answer.cohorts(), cohorts);
                    assertSame(period + " " + mode + " pooled", answer.pooled(), oracle.pooled(cohorts));
                }
            }
        }
    },
    DAY_N {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            assertSame("days", new DayNAnalysis(engine).analyse(slice.scope()).days(), new CohortOracle(slice).dayN());
        }
    },
    COMPARISON {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            for (CalendarPeriod period : List.of(CalendarPeriod.DAILY, CalendarPeriod.WEEKLY, CalendarPeriod.MONTHLY)) {
                ComparisonAnswer answer = new CohortComparison(engine).analyse(slice.scope(), period);
                ComparisonOracle oracle = new ComparisonOracle(slice, period);
                assertSame("early", answer.early(), oracle.early());
                assertSame("late", answer.late(), oracle.late());
                assertSame("periods", answer.periods(), oracle.periods());
                LogRankTest logRank = answer.logRank();
                assertSame(
                        "chiSquare",
                        logRank == null ? null : logRank.chiSquare(),
                        oracle.logRankChiSquare(INACTIVITY_DAYS));
                assertSame("pValue", logRank == null ? null : logRank.pValue(), oracle.logRankPValue(INACTIVITY_DAYS));
            }
        }
    },
    REVENUE {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            check(engine, slice, Map.of());
            check(engine, slice, Map.of("plus", 9.5, "free", 0.0));
        }

        private void check(AnalysisContext engine, Slice slice, Map<String, Double> prices) {
            CohortRevenueAnswer answer = new CohortRevenueAnalysis(engine).analyse(slice.scope(), prices);
            RevenueOracle oracle = new RevenueOracle(slice, prices);
            assertSame("total", answer.total(), oracle.total());
            assertSame("channels", answer.channels(), oracle.channels());
            if (!slice.facts().hasInvoices() && prices.isEmpty()) {
                return;
            }
            List<RevenueOracle.Paid> cohorts = oracle.cohorts();
            assertSame("cohorts", answer.cohorts().stream().map(Agreement::paid).toList(), cohorts);
            assertSame("mrr", answer.mrr(), oracle.mrr());
        }
    },
    SUMMARY {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            SummaryAnswer answer = new SummaryAnalysis(engine).analyse(slice.scope(), new NorthStarSettings(null, 12));
            SummaryOracle oracle = new SummaryOracle(slice);
            assertSame("totalUsers", answer.totalUsers(), oracle.totalUsers());
            assertSame("totalEvents", answer.totalEvents(), oracle.totalEvents());
            assertSame("northStar", answer.northStar(), oracle.northStar());
            assertSame("dailyActiveUsers", answer.dailyActiveUsers(), oracle.dailyActiveUsers());
            assertSame("weeklyActiveUsers", answer.weeklyActiveUsers(), oracle.weeklyActiveUsers());
            assertSame("monthlyActiveUsers", answer.monthlyActiveUsers(), oracle.monthlyActiveUsers());
            assertSame("activationRate", answer.activationRate(), oracle.activationRate());
            assertSame("collaborationRate", answer.collaborationRate(), oracle.collaborationRate());
            assertSame("paidConversionRate", answer.paidConversionRate(), oracle.paidConversionRate());
        }
    },
    ACQUISITION {
        @Override
        void check(AnalysisContext engine, Slice slice) {
            AcquisitionAnswer answer = new AcquisitionAnalysis(engine)
                    .analyse(slice.scope(), slice.facts().acquisition());
            AcquisitionOracle oracle = new AcquisitionOracle(slice);
            assertSame("knownFrom", answer.knownFrom(), oracle.knownFrom());
            assertSame("knownTo", answer.knownTo(), oracle.knownTo());
            assertSame("visitors", answer.visitors(), oracle.visitors());
            assertSame("spend", answer.spend(), oracle.spend());
            assertSame("channels", answer.channels(), oracle.channels());
            assertSame("monthly", answer.monthly(), oracle.monthly());
        }
    };

    private static final int INACTIVITY_DAYS = 30;
    private static final int MAX_WORST = 20;

    /** The engine names the worst only, and the definitions leave open which of two equal losses comes first. */
    private static void checkWorst(List<GroupLoss> worst, List<GroupLoss> all) {
        assertSame("number of worst", worst.size(), Math.min(MAX_WORST, all.size()));
        assertSame("losses", losses(worst), losses(all.subList(0, worst.size())));
        for (GroupLoss loss : worst) {
            GroupLoss same = all.stream()
                    .filter(other ->
                            other.stage().equals(loss.stage()) && other.value().equals(loss.value()))
                    .findFirst()
                    .orElse(null);
            assertSame("worst", loss, same);
        }
    }

    private static List<Double> losses(List<GroupLoss> losses) {
        return losses.stream().map(GroupLoss::usersLostAgainstBest).toList();
    }

    private static RevenueOracle.Paid paid(CohortRevenue row) {
        return new RevenueOracle.Paid(
                java.util.Objects.requireNonNull(row.cohort()),
                row.cohortSize(),
                row.payingUsers() == null ? -1 : row.payingUsers(),
                row.revenue() == null ? -1 : row.revenue(),
                row.cumulativeRevenuePerUser());
    }

    /** Fails where engine and oracle differ. */
    abstract void check(AnalysisContext engine, Slice slice);
}
