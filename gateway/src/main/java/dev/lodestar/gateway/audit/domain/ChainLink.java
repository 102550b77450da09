package dev.lodestar.gateway.audit.domain;

/**
 * A place in the chain.
 *
 * @param sequence 1 for the first entry, without gaps; 0 before it
 * @param hash of the entry at that place, 64 hexadecimal digits
 */
public record ChainLink(long sequence, String hash) {
    /** The place before the first entry. */
    public static final ChainLink GENESIS = new ChainLink(0, "0".repeat(64));

    /** The place of the next entry. */
    public ChainLink next(AuditEvent event) {
        return next(event, CanonicalEntry.VERSION);
    }

    /**
     * The place of the next entry, written as that version of the format writes it.
     *
     * @throws IllegalArgumentException when that version has no such entries
     */
    public ChainLink next(AuditEvent event, int version) {
        return new ChainLink(
                sequence + 1, CanonicalEntry.of(this, event, version).hash());
    }
}
