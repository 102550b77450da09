package dev.lodestar.contracts.cohort;

import dev.lodestar.contracts.wire.RecordJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;

/** The JSON form of saved cohorts: what is absent is left out, fields of later versions are ignored. */
public final class SavedCohortJson {
    private SavedCohortJson() {}

    public static byte[] write(SavedCohortRecord cohort) {
        return RecordJson.WITHOUT_NULLS.write(cohort);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a saved cohort. */
    public static SavedCohortRecord read(byte[] json) {
        return RecordJson.WITHOUT_NULLS.read(json, SavedCohortRecord.class);
    }
}
