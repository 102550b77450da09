package dev.lodestar.report.alert.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the quality of the data at the time of a run.
 *
 * @param days by data set the last complete day of receipt on which rows came
 * @param reason why nothing is known; null where it is
 */
public record DataQuality(Map<String, Day> days, @Nullable String reason) {
    /** One day of one data set. */
    public record Day(String date, double score, long received) {}

    /** Nothing is known, for a reason that is a stable code. */
    public static DataQuality unknown(String reason) {
        return new DataQuality(Map.of(), reason);
    }
}
