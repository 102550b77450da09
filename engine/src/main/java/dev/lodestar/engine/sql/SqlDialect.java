package dev.lodestar.engine.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The databases that queries can be written for. */
public enum SqlDialect {
    POSTGRESQL(new PostgresqlGrammar()),
    DUCKDB(new DuckdbGrammar()),
    BIGQUERY(new BigqueryGrammar()),
    REDSHIFT(new RedshiftGrammar()),
    SNOWFLAKE(new SnowflakeGrammar()),
    CLICKHOUSE(new ClickhouseGrammar()),
    TRINO(new TrinoGrammar());

    private final SqlGrammar grammar;

    SqlDialect(SqlGrammar grammar) {
        this.grammar = grammar;
    }

    /** How things are said in it. */
    SqlGrammar grammar() {
        return grammar;
    }

    /** The name on the wire: {@code postgresql}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dialect of that wire name, or empty where there is none. */
    public static Optional<SqlDialect> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.wireName().equals(name))
                .findFirst();
    }
}
