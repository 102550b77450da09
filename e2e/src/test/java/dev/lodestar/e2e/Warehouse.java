package dev.lodestar.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** The open warehouse of an installation on this machine, as an analyst with a database login sees it. */
final class Warehouse {
    private static final double RELATIVE_TOLERANCE = 1e-9;

    private final String url;
    private final String password;

    /** @param state where the installation lies */
    Warehouse(Path state) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode ports = json.readTree(state.resolve("ports.json").toFile()).get("numbers");
        this.url = "jdbc:postgresql://127.0.0.1:" + ports.get(0).asInt() + "/ingest";
        this.password = json.readTree(state.resolve("secrets.json").toFile())
                .get("values")
                .get("database.ingest")
                .asText();
    }

    /** Runs a file of the bundle and holds the columns that it shares with a CSV file against that, row by row. */
    void assertSame(Path sql, CsvFile file) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url, "ingest", password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Files.readString(sql))) {
            List<String> shared = shared(rows, file);
            Assertions.assertThat(shared).as("columns of " + sql).hasSizeGreaterThan(2);
            int row = 0;
            while (rows.next()) {
                Assertions.assertThat(row)
                        .as("rows of " + sql)
                        .isLessThan(file.rows().size());
                for (String column : shared) {
                    assertCell(
                            sql,
                            row,
                            column,
                            rows.getObject(column),
                            file.rows().get(row));
                }
                row++;
            }
            Assertions.assertThat(row)
                    .as("rows of " + sql)
                    .isEqualTo(file.rows().size());
        }
    }

    /** How many events and profiles the warehouse has of a pseudonym. */
    long rowsOf(String pseudonym) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "ingest", password);
                PreparedStatement statement = connection.prepareStatement("""
                        select (select count(*) from analytics.user_events where user_id = ?)
                            + (select count(*) from analytics.user_profiles where user_id = ?)
                        """)) {
            statement.setString(1, pseudonym);
            statement.setString(2, pseudonym);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<String> shared(ResultSet rows, CsvFile file) throws SQLException {
        List<String> shared = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            String name = rows.getMetaData().getColumnLabel(i);
            if (file.header().contains(name) && !name.equals("reason")) {
                shared.add(name);
            }
        }
        return shared;
    }

    private static void assertCell(Path sql, int row, String column, @Nullable Object found, Map<String, String> csv) {
        String expected = csv.getOrDefault(column, "");
        String what = sql.getFileName() + ", row " + row + ", " + column;
        if (found == null || expected.isEmpty()) {
            Assertions.assertThat(found == null).as(what + " is null").isEqualTo(expected.isEmpty());
        } else if (found instanceof Number number) {
            double value = number.doubleValue();
            Assertions.assertThat(value)
                    .as(what)
                    .isCloseTo(
                            new BigDecimal(expected).doubleValue(),
                            Assertions.within(
                                    found instanceof Long ? 0.0 : RELATIVE_TOLERANCE * Math.max(1, Math.abs(value))));
        } else {
            Assertions.assertThat(found.toString()).as(what).isEqualTo(expected);
        }
    }
}
