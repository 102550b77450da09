package dev.lodestar.report.schedule.domain;

/** A text that is no cron expression; the message says why. */
public final class InvalidCronException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidCronException(String reason) {
        super(reason);
    }

    /** The reason; never null. */
    @Override
    public String getMessage() {
        String reason = super.getMessage();
        return reason == null ? "it cannot be read" : reason;
    }
}
