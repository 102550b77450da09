package dev.lodestar.engine.timeline;

/**
 * A 64-bit hash of a text: FNV-1a over its UTF-16 units, with the finaliser of MurmurHash3 to spread the bits. The same everywhere and
 * always, because hashes of several replicas are united. Never 0, which stands for absence.
 */
final class Hash64 {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash64() {}

    static long of(String text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = mix(hash);
        return hash == 0 ? 1 : hash;
    }

    static long mix(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
