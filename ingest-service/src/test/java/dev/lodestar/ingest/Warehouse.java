package dev.lodestar.ingest;

import dev.lodestar.ingest.quarantine.KeptBytes;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into the service's database past its code. */
@ApplicationScoped
public class Warehouse {
    private final AgroalDataSource dataSource;
    private final KeptBytes bytes;

    Warehouse(AgroalDataSource dataSource, KeptBytes bytes) {
        this.dataSource = dataSource;
        this.bytes = bytes;
    }

    /** A row of the quarantine, with its bytes as text. */
    public record Refused(long id, String dataSet, String code, String raw) {}

    /** The rows of the quarantine in whose bytes a text stands. */
    public List<Refused> refused(String text) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select quarantine_id, data_set, code, raw, key_version from quarantine order by quarantine_id")) {
            List<Refused> refused = new ArrayList<>();
            while (rows.next()) {
                Number version = (Number) rows.getObject("key_version");
                byte[] raw = bytes.opened(
                                rows.getString("data_set"),
                                rows.getBytes("raw"),
                                version == null ? null : version.shortValue())
                        .orElseThrow();
                refused.add(new Refused(
                        rows.getLong("quarantine_id"),
                        rows.getString("data_set"),
                        rows.getString("code"),
                        new String(raw, StandardCharsets.UTF_8)));
            }
            return refused.stream().filter(row -> row.raw().contains(text)).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query's only row. */
    public long number(String sql, Object... parameters) {
        return Long.parseLong(texts(sql, parameters).getFirst());
    }

    /** The first column of a query's rows as text. */
    public List<String> texts(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many events there are of the type, which a test uses to tell its events from those of others. */
    public long events(String workspace) {
        return number("select count(*) from analytics.user_events where properties->>'workspace_id' = ?", workspace);
    }
}
