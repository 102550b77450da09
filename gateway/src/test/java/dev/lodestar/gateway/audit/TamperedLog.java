package dev.lodestar.gateway.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import dev.lodestar.gateway.audit.domain.ChainLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Someone with the database's password, who knows the format as well as the gateway does; and the repair after it. What is logged meanwhile is lost. */
final class TamperedLog implements AutoCloseable {
    private static final List<String> TABLES = List.of("audit_entry", "audit_head", "audit_checkpoint", "audit_floor");

    private final DataSource database;

    TamperedLog(DataSource database) throws SQLException {
        this.database = database;
        for (String table : TABLES) {
            execute("create table kept_" + table + " as select * from " + table);
            execute("alter table " + table + " disable trigger user");
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Computes all links anew from an entry on, and the head, so that the chain fits itself. */
    void rehash(long from) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select * from audit_entry where sequence >= ? order by sequence");
                PreparedStatement update = connection.prepareStatement(
                        "update audit_entry set previous_hash = ?, hash = ? where sequence = ?")) {
            query.setLong(1, from);
            ResultSet row = query.executeQuery();
            ChainLink link = ChainLink.GENESIS;
            while (row.next()) {
                ChainLink before = row.getLong("sequence") == from
                        ? new ChainLink(from - 1, row.getString("previous_hash"))
                        : link;
                link = before.next(event(row), row.getShort("version"));
                update.setString(1, before.hash());
                update.setString(2, link.hash());
                update.setLong(3, link.sequence());
                update.addBatch();
            }
            update.executeBatch();
            endAt(link);
        }
    }

    private void endAt(ChainLink link) throws SQLException {
        execute("update audit_head set sequence = " + link.sequence() + ", hash = '" + link.hash() + "'");
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                new Actor(row.getString("subject"), row.getString("client")),
                new AuditEvent.Request(
                        row.getString("request_id"),
                        row.getString("source_address"),
                        row.getString("method"),
                        row.getString("route"),
                        parameters(row.getString("parameters")),
                        row.getString("trace_id")),
                new Outcome(
                        Decision.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
                        row.getInt("status"),
                        row.getString("code"),
                        row.getLong("duration_micros"),
                        row.getString("as_of")));
    }

    private static TreeMap<String, String> parameters(String json) {
        try {
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        for (String table : TABLES) {
            execute("begin; delete from " + table + "; insert into " + table + " select * from kept_" + table
                    + "; drop table kept_" + table + "; alter table " + table + " enable trigger user; commit");
        }
    }
}
