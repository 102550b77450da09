package dev.lodestar.metrics.path;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.sql.PathSql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.StatementParameters;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Paths as SQL, with the settings of the question. Rendered, never run here. */
@ApplicationScoped
public class PathStatement {
    private final StatementParameters parameters;

    PathStatement(StatementParameters parameters) {
        this.parameters = parameters;
    }

    /** The statement; null without a dialect. A problem tells what of the question cannot be said in SQL. */
    public @Nullable String of(
            @Nullable SqlDialect dialect, AnalysisContext context, Scope scope, PathDefinition definition) {
        return dialect == null
                ? null
                : PathSql.render(dialect, definition, parameters.of(context, scope), scope.filters());
    }
}
