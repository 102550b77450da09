package dev.lodestar.contracts.wire;

/** A record that does not follow the contract. It belongs on the dead-letter topic with this message as its reason. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String reason) {
        super(reason);
    }

    public UnreadableRecordException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
