package dev.lodestar.ingest.quarantine;

import dev.lodestar.ingest.identity.PersonalBytes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of refused rows between clients and the table: encrypted there, because they name people in clear beside the hash that leads to a pseudonym. No bytes are stored as
 * none. A row without a key's version is in clear: it was written by a version before this one, and {@link QuarantineSealing} will find it.
 */
@ApplicationScoped
public class KeptBytes {
    private static final byte[] NOTHING = {};

    private final PersonalBytes personal;

    KeptBytes(PersonalBytes personal) {
        this.personal = personal;
    }

    int keyVersion() {
        return personal.keyVersion();
    }

    /** What is stored of a row of a data set. */
    public byte[] sealed(String dataSet, byte[] raw) {
        return raw.length == 0 ? NOTHING : personal.seal(raw, place(dataSet));
    }

    /** A row as it came; empty when its key is not configured any more. */
    public Optional<byte[]> opened(String dataSet, byte[] stored, @Nullable Short keyVersion) {
        return stored.length == 0 || keyVersion == null
                ? Optional.of(stored)
                : personal.open(keyVersion, stored, place(dataSet));
    }

    private static String place(String dataSet) {
        return "quarantine " + dataSet;
    }
}
