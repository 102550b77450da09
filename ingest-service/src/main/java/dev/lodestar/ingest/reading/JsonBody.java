package dev.lodestar.ingest.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lodestar.ingest.reading.SourceRow.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON body with rows in it: an array, or an object that holds the array in a field beside {@code sent_at}. A body that breaks off after some
 * rows, or goes on after them, yields these rows, and what follows them as one unreadable row.
 *
 * @param sentAt when the client sent the body, as it wrote it; null when it did not say
 */
public record JsonBody(@Nullable String sentAt, List<SourceRow> rows) {
    private static final String SENT_AT = "sent_at";
    private static final String SOMETHING_FOLLOWS =
            "something follows the rows; a body is one array or one envelope, or NDJSON as application/x-ndjson";
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    /**
     * Cuts a body into rows. A byte order mark before it is dropped.
     *
     * @param rowsField name of the field that holds the rows when the body is an object
     * @throws UnreadableSourceException when no row and no end of the rows can be read
     */
    public static JsonBody read(byte[] body, String rowsField) {
        byte[] json = Utf8.startsWithByteOrderMark(body)
                ? Arrays.copyOfRange(body, Utf8.BYTE_ORDER_MARK_LENGTH, body.length)
                : body;
        return new Cutter(json, rowsField).cut();
    }

    private static final class Cutter {
        private final byte[] body;
        private final String rowsField;
        private final List<SourceRow> rows = new ArrayList<>();
        private @Nullable String sentAt;
        private boolean rowsSeen;
        private int readUpTo;

        Cutter(byte[] body, String rowsField) {
            this.body = body;
            this.rowsField = rowsField;
        }

        JsonBody cut() {
            try (JsonParser parser = JSON.createParser(body)) {
                JsonToken first = parser.nextToken();
                if (first == JsonToken.START_ARRAY) {
                    elements(parser);
                } else if (first == JsonToken.START_OBJECT) {
                    envelope(parser);
                } else {
                    throw unreadable("it is neither a JSON array nor an object");
                }
                end((int) parser.currentLocation().getByteOffset());
            } catch (JsonProcessingException e) {
                giveUp(e);
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory cannot fail to be read", e);
            }
            if (!rowsSeen) {
                throw unreadable("the object has no array '" + rowsField + "'");
            }
            return new JsonBody(sentAt, rows);
        }

        private void envelope(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals(rowsField) && value == JsonToken.START_ARRAY) {
                    elements(parser);
                } else if (name.equals(SENT_AT) && value == JsonToken.VALUE_STRING) {
                    sentAt = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void elements(JsonParser parser) throws IOException {
            rowsSeen = true;
            readUpTo = (int) parser.currentLocation().getByteOffset();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                boolean object = parser.currentToken() == JsonToken.START_OBJECT;
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                readUpTo = (int) parser.currentLocation().getByteOffset();
                byte[] raw = Arrays.copyOfRange(body, from, readUpTo);
                rows.add(object ? new SourceRow.Json(rows.size() + 1L, raw) : notAnObject(raw));
            }
        }

        private SourceRow notAnObject(byte[] raw) {
            return new SourceRow.Unreadable(
                    rows.size() + 1L, raw, raw.length, Fault.MALFORMED, "the element is not a JSON object");
        }

        /** Nothing may follow the array or the envelope, which ends before {@code from}, but white space. */
        private void end(int from) {
            int next = from;
            while (next < body.length && isWhiteSpace(body[next])) {
                next++;
            }
            if (next < body.length) {
                readUpTo = next;
                if (rows.isEmpty()) {
                    throw unreadable(SOMETHING_FOLLOWS);
                }
                addRest(SOMETHING_FOLLOWS);
            }
        }

        private static boolean isWhiteSpace(byte character) {
            return character == ' ' || character == '\n' || character == '\r' || character == '\t';
        }

        private void giveUp(JsonProcessingException e) {
            if (rows.isEmpty()) {
                throw unreadable("it is not JSON, " + JsonPlace.of(e));
            }
            addRest("the JSON breaks off: " + JsonPlace.of(e));
        }

        private void addRest(String detail) {
            byte[] rest = Arrays.copyOfRange(body, readUpTo, body.length);
            rows.add(new SourceRow.Unreadable(rows.size() + 1L, rest, rest.length, Fault.MALFORMED, detail));
        }

        private UnreadableSourceException unreadable(String why) {
            return new UnreadableSourceException("the body cannot be read: " + why);
        }
    }
}
