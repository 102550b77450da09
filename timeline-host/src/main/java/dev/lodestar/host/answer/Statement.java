package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.sql.SqlDialect;
import java.util.Map;

/** An analysis as SQL: what stands in its answer beside the figures where the parameter {@code sql} names a dialect. */
@FunctionalInterface
public interface Statement {
    /** The field of an answer that has its statement. */
    String SQL = "sql";

    /**
     * The statements by name of the field; a problem tells what of the question cannot be said in SQL, or that the caller may not have it.
     *
     * @param scope the range and the users who count
     */
    Map<String, String> of(SqlDialect dialect, AnalysisContext context, Scope scope);
}
