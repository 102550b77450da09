package dev.lodestar.ingest.quarantine;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the quarantine page by page, oldest first. */
@ApplicationScoped
class QuarantineRepository implements PanacheRepositoryBase<QuarantineEntity, Long> {
    Uni<List<QuarantineEntity>> page(QuarantineQuery query, int limit) {
        StringBuilder conditions = new StringBuilder("quarantineId > :cursor");
        Parameters parameters = Parameters.with("cursor", query.cursor);
        if (query.dataSet != null) {
            conditions.append(" and dataSet = :dataSet");
            parameters.and("dataSet", query.dataSet);
        }
        if (query.code != null) {
            conditions.append(" and code = :code");
            parameters.and("code", query.code);
        }
        if (query.importId != null) {
            conditions.append(" and importId = :importId");
            parameters.and("importId", query.importId);
        }
        conditions.append(" order by quarantineId");
        return find(conditions.toString(), parameters).page(0, limit).list();
    }
}
