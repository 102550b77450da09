package dev.lodestar.report.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits of alerts and their rules. */
@ConfigMapping(prefix = "lodestar.alert")
public interface AlertConfig {
    /** How many rules there may be. */
    @WithDefault("100")
    @Min(1)
    int maxRules();

    /** Alerts or rules on a page when the request does not say. */
    @WithDefault("20")
    @Min(1)
    int pageSize();

    /** Most alerts or rules a page may hold. */
    @WithDefault("100")
    @Min(1)
    int pageSizeLimit();

    /** Alerts kept that are over; the oldest beyond that are forgotten with their deliveries. */
    @WithDefault("1000")
    @Min(1)
    int kept();

    /** The shortest time after which an alert that goes on may be told again. */
    @WithDefault("PT1H")
    Duration shortestRepeat();

    /** Periods that the history of an anomaly may have. */
    @WithDefault("104")
    @Min(3)
    int periodsLimit();
}
