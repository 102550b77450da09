package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.sql.RetentionSql;
import dev.lodestar.engine.sql.SqlDialect;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** A definition as SQL, with the settings of the question. Rendered, never run here. */
@ApplicationScoped
public class RetentionStatement {
    private final StatementParameters parameters;

    RetentionStatement(StatementParameters parameters) {
        this.parameters = parameters;
    }

    /** The statement; null without a dialect. A problem tells what of the question cannot be said in SQL. */
    public @Nullable String of(
            @Nullable SqlDialect dialect, AnalysisContext context, Scope scope, RetentionDefinition definition) {
        if (dialect == null) {
            return null;
        }
        return RetentionSql.render(dialect, definition, parameters.of(context, scope), scope.filters());
    }
}
