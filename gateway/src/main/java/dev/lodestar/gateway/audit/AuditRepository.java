package dev.lodestar.gateway.audit;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the audit log. */
@ApplicationScoped
class AuditRepository implements PanacheRepositoryBase<AuditEntryEntity, Long> {
    /** The newest entries that fit the filter, newest first. */
    Uni<List<AuditEntryEntity>> newest(AuditFilter filter, int size) {
        return query(filter.conditions()).page(0, size).list();
    }

    private PanacheQuery<AuditEntryEntity> query(Map<String, Object> conditions) {
        Sort newestFirst = Sort.descending("sequence");
        if (conditions.isEmpty()) {
            return findAll(newestFirst);
        }
        List<String> terms = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        conditions.forEach((condition, value) -> {
            values.add(value);
            terms.add(condition + " ?" + values.size());
        });
        return find(String.join(" and ", terms), newestFirst, values.toArray());
    }
}
