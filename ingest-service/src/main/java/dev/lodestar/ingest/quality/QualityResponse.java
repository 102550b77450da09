package dev.lodestar.ingest.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How good the data is, on the wire.
 *
 * @param computedAt when the books were read
 * @param days by data set and day of receipt
 */
public record QualityResponse(Definition definition, Instant computedAt, List<QualityReport.Day> days) {
    /**
     * What shaped the answer.
     *
     * @param from the first day of receipt
     * @param to the day after the last one
     * @param timeZone that cuts the days
     * @param refusedWeight what a finding that costs a row weighs in the score
     * @param countedWeight what one that is stored all the same weighs
     */
    public record Definition(
            LocalDate from, LocalDate to, String timeZone, double refusedWeight, double countedWeight) {}

    static QualityResponse of(QualityReport report, QualityQuery.Range asked, Instant computedAt) {
        Definition definition = new Definition(
                asked.from(),
                asked.to(),
                asked.zone().getId(),
                QualityReport.REFUSED_WEIGHT,
                QualityReport.COUNTED_WEIGHT);
        return new QualityResponse(definition, computedAt, report.days());
    }
}
