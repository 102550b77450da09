package dev.lodestar.launcher.audit;

/** An export that does not prove itself; the message names the line and what is wrong. */
public final class BrokenExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenExportException(String message) {
        super(message);
    }
}
