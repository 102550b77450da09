package dev.lodestar.gateway.routing;

/** Who answers a route. */
public enum Target {
    INGEST("ingest-service"),
    METRICS("metrics-service"),
    COHORT("cohort-service"),
    GROWTH("growth-service"),
    REPORT("report-service"),
    /** The gateway itself. */
    GATEWAY("gateway");

    private final String service;

    Target(String service) {
        this.service = service;
    }

    /** The service's name, as people and meters know it. */
    public String service() {
        return service;
    }
}
