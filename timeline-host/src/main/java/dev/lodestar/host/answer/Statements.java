package dev.lodestar.host.answer;

import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.sql.ActivitySql;
import dev.lodestar.engine.sql.RetentionSql;
import dev.lodestar.engine.sql.SqlLibrary;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The statements of analyses, with the settings of the question. Rendered, never run here. */
@ApplicationScoped
public class Statements {
    /** Nothing but what every statement has. */
    public static final Consumer<SqlParameters.Builder> AS_USUAL = choices -> {};

    private final StatementParameters parameters;

    Statements(StatementParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Activity, activation, and what becomes of users after signup.
     *
     * @param period by which engagement is counted and cohorts are compared
     * @param choices what is set otherwise
     */
    public Statement activity(ActivityRows rows, CalendarPeriod period, Consumer<SqlParameters.Builder> choices) {
        return (dialect, context, who) -> Map.of(
                Statement.SQL,
                ActivitySql.render(
                        dialect, rows, period, parameters.of(context, who).with(choices), who.filters()));
    }

    /**
     * One of the queries that every bundle has.
     *
     * @param choices what is set otherwise
     */
    public Statement query(SqlQuery query, Consumer<SqlParameters.Builder> choices) {
        return (dialect, context, who) -> Map.of(
                Statement.SQL,
                SqlLibrary.of(dialect).render(query, parameters.of(context, who).with(choices), who.filters()));
    }

    /** A retention. The definition is read when it is needed: it may be wrong. */
    public Statement retention(Supplier<RetentionDefinition> definition) {
        return (dialect, context, who) -> Map.of(
                Statement.SQL,
                RetentionSql.render(dialect, definition.get(), parameters.of(context, who), who.filters()));
    }
}
