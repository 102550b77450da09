package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The steps of an analysis run, in the order in which people read them, each with the service that owns it. */
public enum AnalysisStep {
    SUMMARY("summary", "metrics-service"),
    ENGAGEMENT("engagement", "metrics-service"),
    STICKINESS("stickiness", "metrics-service"),
    ACTIVATION("activation", "metrics-service"),
    FEATURES("features", "metrics-service"),
    POWER_USERS("power_users", "metrics-service"),
    NORTH_STAR("north_star", "metrics-service"),
    ACQUISITION("acquisition", "metrics-service"),
    FUNNEL("funnel", "metrics-service"),
    RETENTION("retention", "cohort-service"),
    DAY_N("day_n", "cohort-service"),
    COMPARISON("comparison", "cohort-service"),
    LTV("ltv", "cohort-service"),
    GROWTH("growth", "growth-service"),
    REPORT("report", "report-service");

    private final String wireName;
    private final String service;

    AnalysisStep(String wireName, String service) {
        this.wireName = wireName;
        this.service = service;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Name of the service that answers the step's command. */
    public String service() {
        return service;
    }

    @JsonCreator
    public static AnalysisStep of(String wireName) {
        return Arrays.stream(values())
                .filter(step -> step.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown analysis step '" + wireName + "'"));
    }
}
