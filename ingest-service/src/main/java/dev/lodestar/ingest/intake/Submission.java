package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.QuarantinedRow;
import dev.lodestar.ingest.validation.DataSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Rows on their way to the broker. Nothing is settled before {@link Intake#settle}.
 *
 * @param acknowledged the offset after the last record per partition, once the broker has all of them
 */
public record Submission(
        DataSet dataSet,
        List<RowOutcome> outcomes,
        List<QuarantinedRow> refused,
        QualityBooks.Page entries,
        CompletionStage<Map<Integer, Long>> acknowledged) {
    public int rows() {
        return outcomes.size();
    }

    public int accepted() {
        return count(RowOutcome.Status.STORED);
    }

    public int duplicates() {
        return count(RowOutcome.Status.DUPLICATE);
    }

    public int quarantined() {
        return count(RowOutcome.Status.QUARANTINED);
    }

    private int count(RowOutcome.Status status) {
        int count = 0;
        for (RowOutcome outcome : outcomes) {
            if (outcome.status() == status) {
                count++;
            }
        }
        return count;
    }
}
