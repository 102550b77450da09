package dev.lodestar.ingest;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the service's database past its code. */
@ApplicationScoped
public class Warehouse {
    private final AgroalDataSource dataSource;

    Warehouse(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
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
