package dev.lodestar.report.figure.domain;

import dev.lodestar.report.answer.domain.Evidence;
import java.util.List;

/** The figures of a bundle, in the order in which a reader meets them. */
public final class BundleFigures {
    private BundleFigures() {}

    public static List<Figure> of(Evidence evidence) {
        return List.of(
                ActivityFigures.northStar(evidence),
                ActivityFigures.engagementTrends(evidence),
                ActivityFigures.lifecycle(evidence),
                FunnelFigures.funnel(evidence),
                FunnelFigures.segmentComparison(evidence),
                CohortFigures.heatmap(evidence),
                ActivityFigures.featureAdoption(evidence),
                GrowthFigures.levers(evidence),
                GrowthFigures.projections(evidence));
    }
}
