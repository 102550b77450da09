package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.sql.FunnelRows;
import dev.lodestar.engine.sql.FunnelSql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.StatementParameters;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** A funnel as SQL, with the settings of the question. Rendered, never run here. */
@ApplicationScoped
public class FunnelStatement {
    private final StatementParameters parameters;

    FunnelStatement(StatementParameters parameters) {
        this.parameters = parameters;
    }

    /** The statement; null without a dialect, and for the periods of a funnel without a trend. A problem tells what of the question cannot be said in SQL. */
    public @Nullable String of(
            @Nullable SqlDialect dialect,
            AnalysisContext context,
            Scope scope,
            FunnelDefinition definition,
            FunnelRows rows) {
        if (dialect == null || (rows == FunnelRows.TREND && definition.trend() == null)) {
            return null;
        }
        return FunnelSql.render(dialect, definition, parameters.of(context, scope), scope.filters(), rows);
    }
}
