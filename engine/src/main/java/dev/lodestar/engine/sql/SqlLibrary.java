package dev.lodestar.engine.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The queries of one dialect, ready to be rendered. Reads its templates once; immutable. */
public final class SqlLibrary {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)}");

    private final SqlDialect dialect;
    private final Map<SqlQuery, String> templates;

    private SqlLibrary(SqlDialect dialect) {
        this.dialect = dialect;
        this.templates = Arrays.stream(SqlQuery.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), query -> template(dialect, query)));
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
        Map<String, String> literals = switch (dialect) {
            case POSTGRESQL -> PostgresqlLiterals.of(parameters);
        };
        String template = Objects.requireNonNull(templates.get(query));
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(placeholder -> Matcher.quoteReplacement(literal(literals, placeholder.group(1))));
    }

    private static String literal(Map<String, String> literals, String parameter) {
        String literal = literals.get(parameter);
        if (literal == null) {
            throw new IllegalStateException("a template names the parameter " + parameter + ", which does not exist");
        }
        return literal;
    }

    private static String template(SqlDialect dialect, SqlQuery query) {
        String name = dialect.wireName() + "/" + query.fileName();
        try (InputStream file = SqlLibrary.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the template " + name + " is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
