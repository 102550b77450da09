package dev.lodestar.engine.timeline;

import java.io.IOException;

/** A snapshot that must not be used: damaged, cut off, or written for other settings or another log. The message says which. */
public final class DamagedSnapshotException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedSnapshotException(String message) {
        super(message);
    }
}
