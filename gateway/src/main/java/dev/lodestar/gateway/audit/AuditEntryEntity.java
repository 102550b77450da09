package dev.lodestar.gateway.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of the audit log; read only, {@link AuditLog} writes. */
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditEntryEntity {
    @Id
    Long sequence;

    @Column(name = "previous_hash")
    String previousHash;

    String hash;
    Instant at;
    String action;
    String subject;
    String client;

    @Column(name = "request_id")
    String requestId;

    @Column(name = "source_address")
    String sourceAddress;

    String method;
    String route;
    String parameters;
    String decision;
    int status;
    String code;

    @Column(name = "duration_micros")
    long durationMicros;

    @Column(name = "trace_id")
    String traceId;

    @Column(name = "as_of")
    String asOf;

    short version;
}
