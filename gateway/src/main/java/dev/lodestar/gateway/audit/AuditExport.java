package dev.lodestar.gateway.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.gateway.audit.domain.ChainLink;
import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.kit.problem.ProblemException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The log as a file that proves itself: NDJSON, first a line {@code export} with the place where it begins, the signature over that place (by the retention policy, or over a head) and the
 * public keys, then a line for each entry and each
 * signed head in their order, last a line {@code end} with their numbers. One snapshot, streamed, in constant memory.
 */
@ApplicationScoped
class AuditExport {
    private static final int FETCH_SIZE = 1000;
    private static final int VERSION = 2;

    private static final String ROWS = """
            select 'entry' as line, sequence, previous_hash, hash, at, action, subject, client, request_id, source_address, method,
                   route, parameters, decision, status, code, duration_micros, trace_id, as_of, version, null as key_id, null as signature
            from audit_entry where sequence > ?
            union all
            select 'signed_head', sequence, null, hash, signed_at, null, null, null, null, null, null,
                   null, null, null, null, null, null, null, null, null, key_id, signature
            from audit_checkpoint where sequence > ?
            order by sequence, line
            """;

    /** A floor before a head of the same place; nothing under the floor, where entries are missing. */
    private static final String PLACE = """
            select kind, sequence, hash, signed_at, key_id, signature
            from (select 'FLOOR' as kind, * from (select sequence, hash, signed_at, key_id, signature from audit_floor) floor
                  union all
                  select 'HEAD', sequence, hash, signed_at, key_id, signature from audit_checkpoint
                  where sequence > (select coalesce(max(sequence), 0) from audit_floor)) place
            where sequence = ?
            """;

    private final AgroalDataSource database;
    private final AuditKeys keys;
    private final ObjectMapper json;
    private final Semaphore places;

    AuditExport(AgroalDataSource database, AuditKeys keys, ObjectMapper json, AuditConfig config) {
        this.database = database;
        this.keys = keys;
        this.json = json.copy().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        this.places = new Semaphore(config.exportsAtOnce());
    }

    /**
     * The place after which an export begins.
     *
     * @param after the sequence of a signed head; null for the first kept entry
     * @return what was signed of that place; empty for the very beginning
     * @throws ProblemException when there is no signed head at that place
     */
    Optional<SignedHead> begin(@Nullable Long after) {
        try (Connection connection = database.getConnection()) {
            long place = after == null ? floor(connection) : after;
            if (place == 0) {
                return Optional.empty();
            }
            try (PreparedStatement query = connection.prepareStatement(PLACE)) {
                query.setLong(1, place);
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        return Optional.of(signed(row));
                    }
                }
            }
            throw ProblemException.invalid(
                    "after", place, "the sequence of a signed head, see /api/v1/audit/checkpoints");
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static SignedHead signed(ResultSet row) throws SQLException {
        return new SignedHead(
                SignedHead.Kind.valueOf(row.getString("kind")),
                new ChainLink(row.getLong("sequence"), row.getString("hash")),
                row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                row.getString("key_id"),
                row.getString("signature"));
    }

    private static long floor(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select sequence from audit_floor")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Writes the whole file. Fails when too many exports run already. */
    void write(Optional<SignedHead> begin, OutputStream out) throws IOException {
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("Too many exports of the audit log run at once.");
        }
        try (Connection connection = database.getConnection();
                Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            write(connection, begin, lines);
            connection.rollback();
        } catch (SQLException e) {
            throw new IOException("the audit log cannot be read", e);
        } finally {
            places.release();
        }
    }

    private void write(Connection connection, Optional<SignedHead> begin, Writer lines)
            throws SQLException, IOException {
        ChainLink after = begin.map(SignedHead::link).orElse(ChainLink.GENESIS);
        line(
                lines,
                new Beginning(
                        "export",
                        VERSION,
                        after.sequence(),
                        after.hash(),
                        begin.map(Signed::of).orElse(null),
                        keys.trusted().encoded()));
        long entries = 0;
        long heads = 0;
        try (PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setFetchSize(FETCH_SIZE);
            query.setLong(1, after.sequence());
            query.setLong(2, after.sequence());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (row.getString("line").equals("entry")) {
                        line(lines, new EntryLine("entry", entry(row)));
                        entries++;
                    } else {
                        line(lines, new HeadLine("signed_head", head(row)));
                        heads++;
                    }
                }
            }
        }
        line(lines, new End("end", entries, heads));
    }

    private void line(Writer lines, Object document) throws IOException {
        json.writeValue(lines, document);
        lines.write('\n');
    }

    private static AuditEntryResponse entry(ResultSet row) throws SQLException {
        return new AuditEntryResponse(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("subject"),
                row.getString("client"),
                row.getString("method"),
                row.getString("route"),
                row.getString("parameters"),
                row.getString("decision"),
                row.getInt("status"),
                row.getString("code"),
                row.getLong("duration_micros"),
                row.getString("request_id"),
                row.getString("source_address"),
                row.getString("previous_hash"),
                row.getString("hash"),
                AuditEntryResponse.shown(row.getShort("version")),
                row.getString("trace_id"),
                row.getString("as_of"));
    }

    private static AuditCheckpointResponse head(ResultSet row) throws SQLException {
        return new AuditCheckpointResponse(
                row.getLong("sequence"),
                row.getString("hash"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("key_id"),
                row.getString("signature"));
    }

    private static ProblemException unavailable(SQLException cause) {
        ProblemException problem = ProblemException.unavailable("The audit log cannot be read now.");
        problem.initCause(cause);
        return problem;
    }

    private record Beginning(
            String line,
            int version,
            long after,
            String afterHash,
            @Nullable Signed afterSigned,
            SortedMap<String, String> publicKeys) {}

    /** The signature over the place where a file begins; place and hash stand beside it. */
    private record Signed(String kind, Instant signedAt, String keyId, String signature) {
        private static Signed of(SignedHead place) {
            return new Signed(place.kind().wireName(), place.signedAt(), place.keyId(), place.signature());
        }
    }

    private record EntryLine(String line, @JsonUnwrapped AuditEntryResponse entry) {}

    private record HeadLine(String line, @JsonUnwrapped AuditCheckpointResponse head) {}

    private record End(String line, long entries, long signedHeads) {}
}
