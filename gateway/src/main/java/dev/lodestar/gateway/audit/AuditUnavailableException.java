package dev.lodestar.gateway.audit;

/** An audit entry could not be stored, so that what it describes must not be answered. */
public final class AuditUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditUnavailableException(Throwable cause) {
        super("the audit log cannot be written", cause);
    }
}
