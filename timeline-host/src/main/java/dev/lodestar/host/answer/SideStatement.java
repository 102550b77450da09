package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.SideSql;
import dev.lodestar.engine.sql.SqlDialect;
import jakarta.enterprise.context.ApplicationScoped;

/** A comparison of two sets as SQL, with the settings of the question. Rendered, never run here. */
@ApplicationScoped
public class SideStatement {
    private final StatementParameters parameters;

    SideStatement(StatementParameters parameters) {
        this.parameters = parameters;
    }

    /** The statement. Who may have it depends on the lists of both sets, too. */
    public String of(SqlDialect dialect, AnalysisContext context, Scope scope, SideDefinition definition) {
        Filters named = scope.filters()
                .and(definition.a().criterion())
                .and(definition.b().criterion());
        Scope all = new Scope(scope.from(), scope.to(), named, scope.cohorts());
        return SideSql.render(dialect, definition, parameters.of(context, all), scope.filters());
    }
}
