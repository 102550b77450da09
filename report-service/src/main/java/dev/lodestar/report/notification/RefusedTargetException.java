package dev.lodestar.report.notification;

/** A notification must not go there. The message says why, without the address. */
final class RefusedTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedTargetException(String why) {
        super(why);
    }
}
