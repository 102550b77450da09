package dev.lodestar.report.alert.domain;

import java.util.Set;

/** When a rule fires. Values out of range do not construct; what a request may ask for beyond that is decided where it is read. */
public sealed interface Condition {
    RuleKind kind();

    /** The metric is on the wrong side of a value. */
    record Threshold(Metric metric, Operator operator, double value) implements Condition {
        @Override
        public RuleKind kind() {
            return RuleKind.THRESHOLD;
        }
    }

    /**
     * The metric moved by at least a share of what it was the period before.
     *
     * @param by above 0; 0.2 is a fifth
     */
    record Change(Metric metric, Direction direction, double by) implements Condition {
        public Change {
            require(metric.cadence() != null, "a change is of a metric with a history");
            require(by > 0, "a change is by more than nothing");
        }

        @Override
        public RuleKind kind() {
            return RuleKind.CHANGE;
        }
    }

    /**
     * The metric is far from its history.
     *
     * @param sensitivity least {@link RobustScore} that is an anomaly
     * @param periods periods of the history looked back over
     * @param minimumPeriods fewer measured ones are too few to judge
     */
    record Anomaly(Metric metric, Direction direction, double sensitivity, int periods, int minimumPeriods)
            implements Condition {
        public Anomaly {
            require(metric.cadence() != null, "an anomaly is of a metric with a history");
            require(sensitivity > 0, "a sensitivity is above 0");
            require(minimumPeriods >= 3 && periods >= minimumPeriods, "a history has at least three periods");
        }

        @Override
        public RuleKind kind() {
            return RuleKind.ANOMALY;
        }
    }

    /** Day-N retention is below a benchmark. */
    record RetentionBelow(int day, double benchmark, Basis basis, int minimumUsers) implements Condition {
        public RetentionBelow {
            require(day >= 1 && minimumUsers >= 1, "day and users are at least 1");
            require(benchmark > 0 && benchmark <= 1, "a benchmark is a rate");
        }

        @Override
        public RuleKind kind() {
            return RuleKind.RETENTION_BELOW_BENCHMARK;
        }
    }

    /** What of a retention is held against the benchmark. */
    enum Basis {
        /** The upper bound of Wilson's 95 % interval: below it, the benchmark is missed and not merely by chance. */
        INTERVAL,
        /** The rate itself. */
        RATE
    }

    /**
     * The run, or one of some steps of it, failed.
     *
     * @param steps steps looked at; empty for the run as a whole
     * @param partial whether a run that misses something counts as failed
     */
    record RunFailed(Set<String> steps, boolean partial) implements Condition {
        public RunFailed {
            steps = Set.copyOf(steps);
        }

        @Override
        public RuleKind kind() {
            return RuleKind.RUN_FAILED;
        }
    }

    /** The quality score of the last complete day on which rows of the data set came is below a score. */
    record QualityBelow(String dataSet, double score) implements Condition {
        public QualityBelow {
            require(score > 0 && score <= 1, "a score is in (0, 1]");
        }

        @Override
        public RuleKind kind() {
            return RuleKind.QUALITY_BELOW;
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
