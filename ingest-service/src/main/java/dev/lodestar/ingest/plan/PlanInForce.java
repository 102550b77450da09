package dev.lodestar.ingest.plan;

import dev.lodestar.contracts.tracking.TrackingPlan;
import jakarta.enterprise.context.ApplicationScoped;

/** Holds the tracking plan that rows are held against. */
@ApplicationScoped
public class PlanInForce {
    private final TrackingPlan plan = TrackingPlan.defaultPlan();

    public TrackingPlan plan() {
        return plan;
    }
}
