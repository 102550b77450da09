package dev.lodestar.ingest.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lodestar.ingest.validation.QualityCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answer to a request with rows, after the broker has acknowledged every stored one. */
public record IntakeResponse(int accepted, int duplicates, int quarantined, List<Result> results) {
    /**
     * What became of one row.
     *
     * @param index its place in the request, from 0
     * @param eventId the id an event is stored under, its own or the derived one; of one that is quarantined its own, where it can be read
     * @param status stored, duplicate (of a row before it in this request) or quarantined
     * @param code why it was quarantined
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            long index,
            @Nullable String eventId,
            String status,
            @Nullable QualityCode code) {}

    static IntakeResponse of(Submission submission) {
        return new IntakeResponse(
                submission.accepted(),
                submission.duplicates(),
                submission.quarantined(),
                submission.outcomes().stream().map(IntakeResponse::result).toList());
    }

    private static Result result(RowOutcome outcome) {
        String status = outcome.status().name().toLowerCase(Locale.ROOT);
        return new Result(outcome.number() - 1, outcome.eventId(), status, outcome.code());
    }
}
