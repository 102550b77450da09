package dev.lodestar.ingest.identity;

/** Hashes user ids with the key in force, to find what belongs to a user where the clear id must not stand. Not thread-safe. */
public final class UserHasher {
    private final PseudonymKey.Hasher hasher;

    UserHasher(PseudonymKey.Hasher hasher) {
        this.hasher = hasher;
    }

    /** 32 bytes, the same for the same id and key. */
    public byte[] of(String userId) {
        return hasher.hash(userId);
    }
}
