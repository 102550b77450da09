package dev.lodestar.gateway.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as it goes out; with its fields the hash can be checked (see {@code CanonicalEntry}), so what an entry's version does not have is left
 * out, not null.
 *
 * @param version of the entry's format; left out in the first one
 * @param traceId of the trace that the call belongs to; left out where it belongs to none
 * @param asOf the newest ingest position that the answer's figures cover: time, then offsets by partition; left out where the answer has none
 */
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
        String hash,
        @JsonInclude(Include.NON_NULL) @Nullable Integer version,
        @JsonInclude(Include.NON_NULL) @Nullable String traceId,
        @JsonInclude(Include.NON_NULL) @Nullable String asOf) {

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
                row.hash,
                shown(row.version),
                row.traceId,
                row.asOf);
    }

    /** The version as the entry's hash covers it; null for the first one. */
    static @Nullable Integer shown(short version) {
        return version == 1 ? null : Integer.valueOf(version);
    }
}
