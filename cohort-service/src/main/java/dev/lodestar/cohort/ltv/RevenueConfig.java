package dev.lodestar.cohort.ltv;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** What is assumed of revenue where no invoice is known. */
@ConfigMapping(prefix = "lodestar.revenue")
public interface RevenueConfig {
    /** Price of a plan in a month, by plan_type; figures that rest on it are marked estimated. Without prices they are null. */
    Map<String, Double> monthlyPrices();
}
