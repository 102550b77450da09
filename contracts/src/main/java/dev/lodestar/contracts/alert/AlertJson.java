package dev.lodestar.contracts.alert;

import dev.lodestar.contracts.wire.RecordJson;
import dev.lodestar.contracts.wire.UnreadableRecordException;

/** The JSON form of what happened to alerts: what is absent is left out, fields of later versions are ignored. */
public final class AlertJson {
    private AlertJson() {}

    public static byte[] write(AlertNote note) {
        return RecordJson.WITHOUT_NULLS.write(note);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are no note of an alert. */
    public static AlertNote read(byte[] json) {
        return RecordJson.WITHOUT_NULLS.read(json, AlertNote.class);
    }
}
