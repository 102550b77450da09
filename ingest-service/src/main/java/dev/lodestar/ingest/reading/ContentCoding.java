package dev.lodestar.ingest.reading;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** How a body is packed: the codings of the header Content-Encoding. */
public enum ContentCoding {
    IDENTITY,
    GZIP,
    ZSTD;

    private static final int WINDOW_BYTES = 1 << 16;

    /** 8 MiB, all that a sender may ask for (RFC 9659); the library would take 128 MiB of native memory at the word of a header. */
    private static final int ZSTD_WINDOW_LOG = 23;

    /** Reads a Content-Encoding; empty for a coding that is not known. */
    public static Optional<ContentCoding> of(@Nullable String contentEncoding) {
        if (contentEncoding == null) {
            return Optional.of(IDENTITY);
        }
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    /** The unpacked bytes of a stream. Throws when its beginning is not packed like this. */
    public InputStream unpack(InputStream packed) throws IOException {
        return switch (this) {
            case IDENTITY -> packed;
            case GZIP -> new GZIPInputStream(packed, WINDOW_BYTES);
            case ZSTD -> new ZstdInputStream(packed).setLongMax(ZSTD_WINDOW_LOG);
        };
    }
}
