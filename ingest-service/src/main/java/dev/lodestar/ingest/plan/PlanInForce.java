package dev.lodestar.ingest.plan;

import dev.lodestar.contracts.tracking.TrackingPlan;
import dev.lodestar.ingest.validation.ValidationConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Holds the tracking plan that rows are held against. */
@ApplicationScoped
public class PlanInForce {
    private final TrackingPlan plan;

    PlanInForce(ValidationConfig config) {
        this.plan = config.file().map(TrackingPlan::of).orElseGet(TrackingPlan::defaultPlan);
    }

    public TrackingPlan plan() {
        return plan;
    }
}
