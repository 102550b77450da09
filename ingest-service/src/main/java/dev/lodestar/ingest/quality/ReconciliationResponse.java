package dev.lodestar.ingest.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether all that was received is accounted for, on the wire.
 *
 * @param computedAt when the books were read
 * @param pending rows that the broker has acknowledged and the warehouse has not read yet
 * @param balanced whether every record of the log up to the warehouse's position has exactly one fate
 * @param log the same by partition of the log
 * @param warehouse null unless asked for
 */
public record ReconciliationResponse(
        Definition definition,
        Instant computedAt,
        List<Reconciliation.Hour> hours,
        long pending,
        boolean balanced,
        List<Reconciliation.LogCheck> log,
        Reconciliation.@Nullable WarehouseCheck warehouse) {
    /**
     * What shaped the answer.
     *
     * @param from the first day of receipt; the log is checked from its beginning
     * @param to the day after the last one
     * @param timeZone that cuts the days
     * @param verify whether the rows of the warehouse were counted too
     */
    public record Definition(LocalDate from, LocalDate to, String timeZone, boolean verify) {}

    static ReconciliationResponse of(Reconciliation books, QualityQuery.Range asked, Instant computedAt) {
        Definition definition =
                new Definition(asked.from(), asked.to(), asked.zone().getId(), books.warehouse() != null);
        return new ReconciliationResponse(
                definition,
                computedAt,
                books.hours(),
                books.pending(),
                books.balanced(),
                books.log(),
                books.warehouse());
    }
}
