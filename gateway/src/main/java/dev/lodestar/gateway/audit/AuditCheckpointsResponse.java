package dev.lodestar.gateway.audit;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A page of the signed heads, newest first.
 *
 * @param publicKeys the keys whose signatures count, by id: X.509, Base64
 * @param nextCursor to be sent as {@code cursor} for the heads before these; null on the last page
 */
record AuditCheckpointsResponse(
        List<AuditCheckpointResponse> checkpoints,
        SortedMap<String, String> publicKeys,
        @Nullable String nextCursor) {
    /** @param heads up to one more than the page's size: the one too many shows that there is a next page */
    static AuditCheckpointsResponse of(
            List<AuditCheckpointResponse> heads, SortedMap<String, String> publicKeys, int size) {
        List<AuditCheckpointResponse> page = heads.stream().limit(size).toList();
        String nextCursor = heads.size() > size ? Long.toString(page.getLast().sequence()) : null;
        return new AuditCheckpointsResponse(page, publicKeys, nextCursor);
    }
}
