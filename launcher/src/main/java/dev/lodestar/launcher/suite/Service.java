package dev.lodestar.launcher.suite;

import java.util.Locale;
import java.util.Optional;

/** The services of the suite, in the order in which they are named to people. */
enum Service {
    GATEWAY("gateway", 192, true),
    INGEST("ingest-service", 512, true),
    METRICS("metrics-service", 512, false),
    COHORT("cohort-service", 512, true),
    GROWTH("growth-service", 256, true),
    REPORT("report-service", 384, true);

    private final String module;
    private final int heapMegabytes;
    private final boolean keepsRecords;

    Service(String module, int heapMegabytes, boolean keepsRecords) {
        this.module = module;
        this.heapMegabytes = heapMegabytes;
        this.keepsRecords = keepsRecords;
    }

    String module() {
        return module;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /** Whether rows in their millions go through this service. */
    boolean worksHard() {
        return this == INGEST;
    }

    /** The service's database, for those that keep records of their own. */
    Optional<String> database() {
        return keepsRecords ? Optional.of(name().toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** The variable in which the other services find this one. */
    String urlVariable() {
        return "LODESTAR_" + name() + "_URL";
    }
}
