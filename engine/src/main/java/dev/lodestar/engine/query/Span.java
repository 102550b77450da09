package dev.lodestar.engine.query;

/**
 * The least and the greatest of some numbers; merging keeps both.
 *
 * @param min the least
 * @param max the greatest
 */
public record Span(long min, long max) {
    /** The span of both. */
    public Span plus(Span other) {
        return new Span(Math.min(min, other.min), Math.max(max, other.max));
    }
}
