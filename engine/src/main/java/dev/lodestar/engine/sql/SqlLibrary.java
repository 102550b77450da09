package dev.lodestar.engine.sql;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The queries of one dialect, ready to be rendered. The templates are read once; immutable. */
public final class SqlLibrary {
    private static final Map<SqlQuery, SqlTemplate> TEMPLATES = Arrays.stream(SqlQuery.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), SqlLibrary::template));

    private final SqlDialect dialect;

    private SqlLibrary(SqlDialect dialect) {
        this.dialect = dialect;
    }

    /** The queries of a dialect. */
    public static SqlLibrary of(SqlDialect dialect) {
        return new SqlLibrary(dialect);
    }

    /** What the queries are written for. */
    public SqlDialect dialect() {
        return dialect;
    }

    /** One statement with a comment at its head, to be run as it is. */
    public String render(SqlQuery query, SqlParameters parameters) {
        SqlGrammar grammar = dialect.grammar();
        return Objects.requireNonNull(TEMPLATES.get(query)).render(grammar, SqlLiterals.of(parameters, grammar));
    }

    private static SqlTemplate template(SqlQuery query) {
        return SqlTemplate.parse(SqlSource.read(query.fileName()).with(SqlUsers.OF_A_SEGMENT));
    }
}
