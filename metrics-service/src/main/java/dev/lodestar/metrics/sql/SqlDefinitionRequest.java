package dev.lodestar.metrics.sql;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.RetentionQueryRequest;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.metrics.funnel.FunnelRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A definition that is wanted as SQL: either a funnel or a retention.
 *
 * @param dialect postgresql, duckdb, bigquery, redshift, snowflake, clickhouse or trino; postgresql where nothing is said
 * @param funnel as {@code POST /funnel/query} takes it
 * @param retention as {@code POST /cohorts/retention/query} takes it
 */
@RegisterForReflection
record SqlDefinitionRequest(
        @Nullable String dialect,
        @Nullable FunnelRequest funnel,
        @Nullable RetentionQueryRequest retention) {
    private static final String EXPECTED = "either \"funnel\" or \"retention\", with a definition";

    SqlDialect wantedDialect() {
        return dialect == null ? SqlDialect.POSTGRESQL : Choices.dialect("dialect", dialect);
    }

    /** Refuses a body without a definition, with two, or with a second dialect. */
    SqlDefinitionRequest requireOne() {
        if ((funnel == null) == (retention == null)) {
            throw ProblemException.invalid("body", funnel == null ? "no definition" : "two definitions", EXPECTED);
        }
        String within = funnel == null ? retention == null ? null : retention.sql() : funnel.sql();
        if (within != null) {
            throw ProblemException.invalid(
                    funnel == null ? "retention.sql" : "funnel.sql", within, "nothing here: the dialect stands beside");
        }
        return this;
    }
}
