package dev.lodestar.ingest.identity;

import dev.lodestar.kit.sealing.SealingKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Encrypts bytes in which a person may be named, for a place where they stand beside the hash of that person's id: together they would lead from a pseudonym to the person.
 * The keys are derived from those of the pseudonyms; who has the database alone can read none of them.
 */
@ApplicationScoped
public class PersonalBytes {
    private static final String PURPOSE = "lodestar bytes that may name a person";

    private final SealingKeys keys;

    PersonalBytes(PseudonymConfig config) {
        Map<Integer, String> secrets = new HashMap<>(config.previousKeys());
        secrets.put(config.keyVersion(), config.key());
        this.keys = new SealingKeys(PURPOSE, config.keyVersion(), secrets);
    }

    /** The version of the key that {@link #seal} uses. */
    public int keyVersion() {
        return keys.version();
    }

    /**
     * The bytes, encrypted under the key in force.
     *
     * @param place what they belong to; they can be opened there only
     */
    public byte[] seal(byte[] clear, String place) {
        return keys.seal(clear, place);
    }

    /**
     * The bytes as they were sealed; empty when no key of that version is configured.
     *
     * @throws IllegalStateException when they were changed, or sealed for another place or by another key
     */
    public Optional<byte[]> open(int keyVersion, byte[] sealed, String place) {
        return keys.open(keyVersion, sealed, place);
    }
}
