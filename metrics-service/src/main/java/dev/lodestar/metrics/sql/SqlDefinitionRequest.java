package dev.lodestar.metrics.sql;

import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.sql.FunnelRows;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.RetentionQueryRequest;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.metrics.funnel.FunnelRequest;
import dev.lodestar.metrics.path.PathsRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A definition that is wanted as SQL: a funnel, a retention, paths or a figure of activity.
 *
 * @param dialect postgresql, duckdb, bigquery, redshift, snowflake, clickhouse or trino; postgresql where nothing is said
 * @param rows of a funnel: steps, histogram, or trend where it has one; of stickiness: series or histogram; the first where nothing is said
 * @param funnel as {@code POST /funnel/query} takes it
 * @param retention as {@code POST /cohorts/retention/query} takes it
 * @param activity which figure, with the parameters of its address
 * @param paths as {@code POST /metrics/paths} takes it
 */
@RegisterForReflection
record SqlDefinitionRequest(
        @Nullable String dialect,
        @Nullable String rows,
        @Nullable FunnelRequest funnel,
        @Nullable RetentionQueryRequest retention,
        @Nullable ActivityRequest activity,
        @Nullable PathsRequest paths) {
    private static final String EXPECTED =
            "\"funnel\", \"retention\", \"activity\" or \"paths\", one of them, with a definition";

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

    /** Refuses a body without a definition, with several, or with a second dialect. */
    SqlDefinitionRequest requireOne() {
        long definitions = Stream.of(funnel, retention, activity, paths)
                .filter(Objects::nonNull)
                .count();
        if (definitions != 1) {
            throw ProblemException.invalid(
                    "body", definitions == 0 ? "no definition" : definitions + " definitions", EXPECTED);
        }
        if (rows != null && retention != null) {
            throw ProblemException.invalid("rows", rows, "nothing here: a retention has one kind of rows");
        }
        if (rows != null && paths != null) {
            throw ProblemException.invalid("rows", rows, "nothing here: paths have one kind of rows");
        }
        if (funnel != null) {
            requireNoDialect("funnel.sql", funnel.sql());
        }
        if (retention != null) {
            requireNoDialect("retention.sql", retention.sql());
        }
        if (paths != null) {
            requireNoDialect("paths.sql", paths.sql());
        }
        return this;
    }

    private static void requireNoDialect(String field, @Nullable String within) {
        if (within != null) {
            throw ProblemException.invalid(field, within, "nothing here: the dialect stands beside");
        }
    }
}
