package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.reading.ContentCoding;
import dev.lodestar.ingest.reading.JsonBody;
import dev.lodestar.ingest.reading.JsonLinesReader;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.reading.UnreadableSourceException;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request within the limits. */
@ApplicationScoped
class RequestReader {
    private final IntakeConfig config;

    RequestReader(IntakeConfig config) {
        this.config = config;
    }

    /** Reads a JSON array, or an object that holds it in the field named after the data set. */
    JsonBody json(InputStream body, @Nullable String contentEncoding, DataSet dataSet) {
        byte[] bytes = bytes(body, contentEncoding);
        try {
            return limited(JsonBody.read(bytes, dataSet.wireName()));
        } catch (UnreadableSourceException e) {
            throw unreadable(e.getMessage());
        }
    }

    /** Reads one JSON object a line. */
    JsonBody ndjson(InputStream body, @Nullable String contentEncoding) {
        byte[] bytes = bytes(body, contentEncoding);
        List<SourceRow> rows = new ArrayList<>();
        JsonLinesReader reader = new JsonLinesReader(new ByteArrayInputStream(bytes), config.maxBodyBytes());
        try {
            for (SourceRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
        if (rows.stream().noneMatch(RequestReader::looksLikeObject)) {
            throw unreadable("no line of the body is a JSON object");
        }
        return limited(new JsonBody(null, rows));
    }

    private static boolean looksLikeObject(SourceRow row) {
        return new String(row.raw(), 0, Math.min(row.raw().length, 64), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("{");
    }

    private JsonBody limited(JsonBody body) {
        if (body.rows().size() > config.maxBatchRows()) {
            throw new ProblemException(
                    IntakeProblem.BATCH_TOO_LARGE,
                    "The request holds " + body.rows().size() + " rows; at most " + config.maxBatchRows()
                            + " are allowed. Send several requests, or a file to /imports.",
                    null,
                    "at most " + config.maxBatchRows() + " rows");
        }
        return body;
    }

    private byte[] bytes(InputStream body, @Nullable String contentEncoding) {
        ContentCoding coding = ContentCoding.of(contentEncoding)
                .orElseThrow(() -> new ProblemException(
                        IntakeProblem.UNSUPPORTED_CONTENT_ENCODING,
                        "Content-Encoding is '" + contentEncoding + "'.",
                        "Content-Encoding",
                        "identity, gzip or zstd"));
        try (InputStream unpacked = coding.unpack(body)) {
            byte[] bytes = unpacked.readNBytes(config.maxBodyBytes() + 1);
            if (bytes.length > config.maxBodyBytes()) {
                throw new ProblemException(
                        IntakeProblem.BODY_TOO_LARGE,
                        "The body has more than " + config.maxBodyBytes()
                                + " bytes. Send several requests, or a file to" + " /imports.",
                        null,
                        "at most " + config.maxBodyBytes() + " bytes after decompression");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable("the body breaks off or is not packed as Content-Encoding says");
        }
    }

    private static ProblemException unreadable(@Nullable String detail) {
        return new ProblemException(IntakeProblem.UNREADABLE_BODY, detail == null ? "" : detail);
    }
}
