package dev.lodestar.gateway.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/** What the log says of analysis runs already. */
@ApplicationScoped
class NotedRuns {
    private final Pool pool;

    NotedRuns(Pool pool) {
        this.pool = pool;
    }

    /** The {@linkplain RunEntries#identity identities} of the entries of these runs. */
    Future<Set<String>> of(Set<String> runIds) {
        if (runIds.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return pool.preparedQuery(AuditSql.OF_RUNS)
                .execute(Tuple.of(runIds.toArray(String[]::new)))
                .map(rows -> {
                    Set<String> identities = new HashSet<>();
                    for (Row row : rows) {
                        identities.add(RunEntries.identity(row.getString(0), row.getString(1), row.getString(2)));
                    }
                    return identities;
                });
    }
}
