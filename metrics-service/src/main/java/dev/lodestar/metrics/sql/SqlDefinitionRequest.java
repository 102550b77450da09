package dev.lodestar.metrics.sql;

import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.sql.FunnelRows;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.RetentionQueryRequest;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.metrics.funnel.FunnelRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A definition that is wanted as SQL: either a funnel or a retention.
 *
 * @param dialect postgresql, duckdb, bigquery, redshift, snowflake, clickhouse or trino; postgresql where nothing is said
 * @param rows of a funnel: steps, histogram, or trend where it has one; steps where nothing is said
 * @param funnel as {@code POST /funnel/query} takes it
 * @param retention as {@code POST /cohorts/retention/query} takes it
 */
@RegisterForReflection
record SqlDefinitionRequest(
        @Nullable String dialect,
        @Nullable String rows,
        @Nullable FunnelRequest funnel,
        @Nullable RetentionQueryRequest retention) {
    private static final String EXPECTED = "either \"funnel\" or \"retention\", with a definition";

    SqlDialect wantedDialect() {
        return dialect == null ? SqlDialect.POSTGRESQL : Choices.dialect("dialect", dialect);
    }

    /** What the rows of a funnel's statement are to be; periods only of a trend. */
    FunnelRows wantedRows(FunnelDefinition definition) {
        return rows == null
                ? FunnelRows.STEPS
                : Choices.of(
                        "rows",
                        rows,
                        Arrays.stream(FunnelRows.values())
                                .filter(known -> known != FunnelRows.TREND || definition.trend() != null),
                        FunnelRows::wireName);
    }

    /** Refuses a body without a definition, with two, or with a second dialect. */
    SqlDefinitionRequest requireOne() {
        if ((funnel == null) == (retention == null)) {
            throw ProblemException.invalid("body", funnel == null ? "no definition" : "two definitions", EXPECTED);
        }
        if (rows != null && funnel == null) {
            throw ProblemException.invalid("rows", rows, "nothing here: only a funnel has several kinds of rows");
        }
        String within = funnel == null ? retention == null ? null : retention.sql() : funnel.sql();
        if (within != null) {
            throw ProblemException.invalid(
                    funnel == null ? "retention.sql" : "funnel.sql", within, "nothing here: the dialect stands beside");
        }
        return this;
    }
}
