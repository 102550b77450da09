package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.Filters;
import java.util.Arrays;
import java.util.List;
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

    /**
     * The same of the users whom filters choose.
     *
     * @throws dev.lodestar.engine.analysis.InvalidDefinitionException where that cannot be said in SQL
     */
    public String render(SqlQuery query, SqlParameters parameters, Filters filters) {
        List<String> segments = filters.allowed().getOrDefault("segment", List.of());
        if (filters.isEmpty()) {
            return render(query, parameters);
        }
        if (filters.criteria().isEmpty() && filters.allowed().size() == 1 && segments.size() == 1) {
            return render(query, parameters.with(choices -> choices.segment(segments.getFirst())));
        }
        SqlGrammar grammar = dialect.grammar();
        Map<String, String> literals = SqlLiterals.of(parameters, grammar);
        Map<String, String> users = new SqlUsers(filters, grammar, parameters.plan(), literals).holes();
        return SqlTemplate.parse(SqlSource.read(query.fileName()).with(users)).render(grammar, literals);
    }

    private static SqlTemplate template(SqlQuery query) {
        return SqlTemplate.parse(SqlSource.read(query.fileName()).with(SqlUsers.OF_A_SEGMENT));
    }
}
