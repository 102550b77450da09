package dev.lodestar.gateway.routing;

/** The class of a route: what its request carries and how its answer comes. Limits are set by class ({@code lodestar.limits.*}). */
public enum Exchange {
    /** A question with a small body or none. */
    QUERY,
    /** A batch of events, profiles or acquisition rows. */
    BATCH,
    /** A file of any size; the answer begins only after the last byte of it. */
    UPLOAD,
    /** Artefacts and streams of progress. */
    DOWNLOAD;

    /** Whether a body may come in chunks, its length unknown at the start. */
    public boolean takesChunks() {
        return this == UPLOAD || this == BATCH;
    }
}
