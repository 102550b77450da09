package dev.lodestar.ingest.reading;

/** Nothing can be read from a source at all: it is empty, or its header makes no sense. The message is for the client. */
public final class UnreadableSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableSourceException(String message) {
        super(message);
    }
}
