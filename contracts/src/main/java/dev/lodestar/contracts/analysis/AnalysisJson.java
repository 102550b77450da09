package dev.lodestar.contracts.analysis;

import dev.lodestar.contracts.wire.RecordJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;

/** The JSON form of commands and results: fields of later versions are ignored. */
public final class AnalysisJson {
    private AnalysisJson() {}

    public static byte[] write(AnalysisCommand command) {
        return RecordJson.WITH_NULLS.write(command);
    }

    public static byte[] write(AnalysisResult result) {
        return RecordJson.WITH_NULLS.write(result);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a command. */
    public static AnalysisCommand readCommand(byte[] json) {
        return RecordJson.WITH_NULLS.read(json, AnalysisCommand.class);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a result. */
    public static AnalysisResult readResult(byte[] json) {
        return RecordJson.WITH_NULLS.read(json, AnalysisResult.class);
    }

    /** What a result says beside its answer. Throws {@link UnreadableRecordException} when the bytes are not a result. */
    public static StepEnd readEnd(byte[] json) {
        return RecordJson.WITH_NULLS.read(json, StepEnd.class);
    }
}
