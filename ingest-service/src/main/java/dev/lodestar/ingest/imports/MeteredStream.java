package dev.lodestar.ingest.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests what is read through it. */
final class MeteredStream extends FilterInputStream {
    private final MessageDigest sha256;
    private long bytes;

    MeteredStream(InputStream in) {
        super(in);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        if (read > 0) {
            bytes += read;
            sha256.update(target, offset, read);
        }
        return read;
    }

    long bytes() {
        return bytes;
    }

    /** The digest of all that has been read, in hexadecimal. Call it once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
