package dev.lodestar.contracts.erasure;

import dev.lodestar.contracts.wire.RecordJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;

/** The JSON form of commands and results: fields of later versions are ignored. */
public final class ErasureJson {
    private ErasureJson() {}

    public static byte[] write(ErasureCommand command) {
        return RecordJson.WITH_NULLS.write(command);
    }

    public static byte[] write(ErasureResult result) {
        return RecordJson.WITH_NULLS.write(result);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a command. */
    public static ErasureCommand readCommand(byte[] json) {
        return RecordJson.WITH_NULLS.read(json, ErasureCommand.class);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a result. */
    public static ErasureResult readResult(byte[] json) {
        return RecordJson.WITH_NULLS.read(json, ErasureResult.class);
    }
}
