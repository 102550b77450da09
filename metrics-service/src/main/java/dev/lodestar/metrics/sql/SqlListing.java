package dev.lodestar.metrics.sql;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlQuery;
import java.util.Arrays;
import java.util.List;

/** The queries that can be had in a dialect. */
record SqlListing(String dialect, List<Entry> queries) {
    /** A query: its name, the file of the bundle that holds it, and where to get it. */
    record Entry(String name, String fileName, String address) {}

    static SqlListing of(SqlDialect dialect) {
        return new SqlListing(
                dialect.wireName(),
                Arrays.stream(SqlQuery.values())
                        .map(query -> new Entry(
                                query.wireName(),
                                query.fileName(),
                                "/api/v1/sql/" + query.wireName() + "?dialect=" + dialect.wireName()))
                        .toList());
    }
}
