package dev.lodestar.gateway.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log as it goes out; with its fields the hash can be checked (see {@code CanonicalEntry}). */
record AuditEntryResponse(
        long sequence,
        Instant at,
        String action,
        @Nullable String subject,
        @Nullable String client,
        String method,
        @Nullable String route,
        @JsonRawValue String parameters,
        String decision,
        int status,
        @Nullable String code,
        long durationMicros,
        String requestId,
        String sourceAddress,
        String previousHash,
        String hash) {

    static AuditEntryResponse from(AuditEntryEntity row) {
        return new AuditEntryResponse(
                row.sequence,
                row.at,
                row.action,
                row.subject,
                row.client,
                row.method,
                row.route,
                row.parameters,
                row.decision,
                row.status,
                row.code,
                row.durationMicros,
                row.requestId,
                row.sourceAddress,
                row.previousHash,
                row.hash);
    }
}
