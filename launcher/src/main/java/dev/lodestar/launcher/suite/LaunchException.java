package dev.lodestar.launcher.suite;

/** Something the person at the terminal must know; the message names the fault and the cure. */
public final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
