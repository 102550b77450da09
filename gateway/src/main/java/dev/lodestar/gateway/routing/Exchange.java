package dev.lodestar.gateway.routing;

import java.time.Duration;

/**
 * How much a route's request may carry and how long its answer may take to begin. The body of an answer is not limited: it streams.
 */
public enum Exchange {
    /** A question with a small body or none. */
    QUERY(1 << 20, Duration.ofSeconds(30)),
    /** A batch of events, profiles or acquisition rows. */
    BATCH(64 << 20, Duration.ofSeconds(60)),
    /** A file of any size; the answer begins only after the last byte of it. */
    UPLOAD(Long.MAX_VALUE, Duration.ofHours(6)),
    /** Artefacts and streams of progress. */
    DOWNLOAD(0, Duration.ofSeconds(60));

    private final long bodyLimit;
    private final Duration answerWithin;

    Exchange(long bodyLimit, Duration answerWithin) {
        this.bodyLimit = bodyLimit;
        this.answerWithin = answerWithin;
    }

    /** The largest body of a request, in bytes. */
    public long bodyLimit() {
        return bodyLimit;
    }

    /** Whether a body may come in chunks, its length unknown at the start. */
    public boolean takesChunks() {
        return this == UPLOAD || this == BATCH;
    }

    /** The longest silence of the service before the head of its answer. */
    public Duration answerWithin() {
        return answerWithin;
    }
}
