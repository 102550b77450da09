package dev.lodestar.ingest.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Whether days look like those before them, on the wire.
 *
 * @param computedAt when the events were counted
 * @param from the first day judged
 * @param to the day after the last one
 */
public record DriftResponse(
        Definition definition, Instant computedAt, LocalDate from, LocalDate to, List<Drift.Day> days) {
    /**
     * What shaped the answer.
     *
     * @param from the first day judged
     * @param to the day after the last one
     * @param timeZone that cuts the days
     * @param weeks the most weeks before a day whose same weekday is its history
     * @param minimumWeeks the fewest, or the day has no verdict
     * @param madMultiple how many median absolute deviations a volume may be away from the median
     * @param newAfterDays a type is new that was not there on so many days before
     * @param vanishedAfterDays a type has vanished that was there on each of so many days before
     */
    public record Definition(
            LocalDate from,
            LocalDate to,
            String timeZone,
            int weeks,
            int minimumWeeks,
            double madMultiple,
            int newAfterDays,
            int vanishedAfterDays) {}

    static DriftResponse of(Drift drift, ZoneId zone, Instant computedAt) {
        Definition definition = new Definition(
                drift.from(),
                drift.to(),
                zone.getId(),
                Drift.WEEKS,
                Drift.LEAST_WEEKS,
                Drift.WIDTH,
                Drift.HISTORY_DAYS,
                Drift.STEADY_DAYS);
        return new DriftResponse(definition, computedAt, drift.from(), drift.to(), drift.days());
    }
}
