package dev.lodestar.report.notification;

/** A notification must not go there. */
final class RefusedTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason why, without the address */
    RefusedTargetException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
