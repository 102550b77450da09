package dev.lodestar.ingest.quarantine;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the quarantine page by page, oldest first. */
@ApplicationScoped
class QuarantineRepository implements PanacheRepositoryBase<QuarantineEntity, Long> {
    private final Pool pool;
    private final QuarantineConfig config;

    QuarantineRepository(Pool pool, QuarantineConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * Rows in their order.
     *
     * @param more whether others follow
     */
    record Page(List<QuarantineEntity> rows, boolean more) {}

    /** A page has as many rows as are asked for, or fewer whose bytes are enough. */
    Uni<Page> page(QuarantineQuery query) {
        return sizes(query).chain(sizes -> {
            List<Long> ids = fitting(sizes, query.limit);
            return list("quarantineId in ?1 order by quarantineId", ids)
                    .map(rows -> new Page(rows, sizes.size() > ids.size()));
        });
    }

    private record Size(long id, int bytes) {}

    private List<Long> fitting(List<Size> sizes, int limit) {
        List<Long> ids = new ArrayList<>();
        long bytes = 0;
        for (Size size : sizes) {
            if (ids.size() < limit && bytes < config.pageBytes()) {
                ids.add(size.id());
                bytes += size.bytes();
            }
        }
        return ids;
    }

    private Uni<List<Size>> sizes(QuarantineQuery query) {
        StringBuilder sql =
                new StringBuilder("select quarantine_id, octet_length(raw) from quarantine where quarantine_id > $1");
        Tuple parameters = Tuple.of(query.cursor);
        narrow(sql, parameters, "data_set", query.dataSet);
        narrow(sql, parameters, "code", query.code);
        narrow(sql, parameters, "import_id", query.importId);
        sql.append(" order by quarantine_id limit ").append(query.limit + 1);
        return pool.preparedQuery(sql.toString()).execute(parameters).map(rows -> {
            List<Size> sizes = new ArrayList<>();
            rows.forEach(row -> sizes.add(new Size(row.getLong(0), row.getInteger(1))));
            return sizes;
        });
    }

    private static void narrow(StringBuilder sql, Tuple parameters, String column, @Nullable Object value) {
        if (value != null) {
            parameters.addValue(value);
            sql.append(" and ").append(column).append(" = $").append(parameters.size());
        }
    }
}
