package dev.lodestar.gateway.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log, newest first.
 *
 * @param nextCursor to be sent as {@code cursor} for the entries before these; null on the last page
 */
record AuditPageResponse(
        List<AuditEntryResponse> entries, @Nullable String nextCursor) {
    /** @param rows up to one more than the page's size: the one too many shows that there is a next page */
    static AuditPageResponse of(List<AuditEntryEntity> rows, int size) {
        List<AuditEntryResponse> entries =
                rows.stream().limit(size).map(AuditEntryResponse::from).toList();
        String nextCursor = rows.size() > size ? Long.toString(entries.getLast().sequence()) : null;
        return new AuditPageResponse(entries, nextCursor);
    }
}
