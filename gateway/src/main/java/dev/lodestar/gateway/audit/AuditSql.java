package dev.lodestar.gateway.audit;

/** The statements of the audit log. */
final class AuditSql {
    static final String HEAD = "select sequence, hash from audit_head";

    /**
     * Moves the head from where the writer believes it to be and inserts the entries, or does neither. Parameters: the new head's sequence and hash, the old
     * head's, then one array per column.
     */
    static final String APPEND = """
            with moved as (
              update audit_head set sequence = $1, hash = $2
              where sequence = $3 and hash = $4
              returning sequence)
            insert into audit_entry (sequence, previous_hash, hash, at, action, subject, client, request_id,
                                     source_address, method, route, parameters, decision, status, code, duration_micros)
            select entry.* from moved, unnest(
              $5::bigint[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[],
              $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::int[], $19::text[], $20::bigint[])
              as entry
            """;

    /** A page of the chain in its order. Parameters: the sequence before the first, the last one wanted, the page's size. */
    static final String CHAIN_PAGE = """
            select sequence, previous_hash, hash, at, action, subject, client, request_id, source_address, method, route,
                   parameters, decision, status, code, duration_micros
            from audit_entry
            where sequence > $1 and sequence <= $2
            order by sequence
            limit $3
            """;

    private AuditSql() {}
}
