package dev.lodestar.gateway.audit;

/** The statements of the audit log. */
final class AuditSql {
    static final String HEAD = "select sequence, hash from audit_head";

    /**
     * Moves the head from where the writer believes it to be and inserts the entries, or does neither. Parameters: the new head's sequence and hash, the old
     * head's, then one array per column, and the version of the entries.
     */
    static final String APPEND = """
            with moved as (
              update audit_head set sequence = $1, hash = $2
              where sequence = $3 and hash = $4
              returning sequence)
            insert into audit_entry (sequence, previous_hash, hash, at, action, subject, client, request_id,
                                     source_address, method, route, parameters, decision, status, code, duration_micros,
                                     trace_id, as_of, version)
            select entry.*, $23 from moved, unnest(
              $5::bigint[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[],
              $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::int[], $19::text[], $20::bigint[],
              $21::text[], $22::text[])
              as entry
            """;

    /** A page of the chain in its order. Parameters: the sequence before the first, the last one wanted, the page's size. */
    static final String CHAIN_PAGE = """
            select sequence, previous_hash, hash, at, action, subject, client, request_id, source_address, method, route,
                   parameters, decision, status, code, duration_micros, trace_id, as_of, version
            from audit_entry
            where sequence > $1 and sequence <= $2
            order by sequence
            limit $3
            """;

    static final String LAST_CHECKPOINT = """
            select sequence, hash, signed_at, key_id, signature from audit_checkpoint order by sequence desc limit 1
            """;

    /** Does nothing where another replica signed the same head first. */
    static final String SIGN = """
            insert into audit_checkpoint (sequence, hash, signed_at, key_id, signature)
            values ($1, $2, $3, $4, $5)
            on conflict do nothing
            """;

    static final String UNPUBLISHED = """
            select sequence, hash, signed_at, key_id, signature from audit_checkpoint
            where published_at is null
            order by sequence
            limit 100
            """;

    static final String PUBLISHED = "update audit_checkpoint set published_at = now() where sequence = $1";

    /** Checkpoints in their order, each with the hash of the entry at its place. Parameters: as of {@link #CHAIN_PAGE}. */
    static final String CHECKPOINT_PAGE = """
            select c.sequence, c.hash, c.signed_at, c.key_id, c.signature, e.hash as entry_hash
            from audit_checkpoint c left join audit_entry e on e.sequence = c.sequence
            where c.sequence > $1 and c.sequence <= $2
            order by c.sequence
            limit $3
            """;

    static final String HASHES = "select sequence, hash from audit_entry where sequence = any($1)";

    static final String FLOOR = "select sequence, hash, signed_at, key_id, signature from audit_floor";

    /** The last head signed before an instant. */
    static final String LAST_CHECKPOINT_BEFORE = """
            select sequence, hash, signed_at, key_id, signature from audit_checkpoint
            where signed_at < $1
            order by sequence desc
            limit 1
            """;

    static final String RAISE_FLOOR = """
            insert into audit_floor (sequence, hash, signed_at, key_id, signature)
            values ($1, $2, $3, $4, $5)
            on conflict (only_row) do update
              set sequence = excluded.sequence, hash = excluded.hash, signed_at = excluded.signed_at,
                  key_id = excluded.key_id, signature = excluded.signature
              where audit_floor.sequence < excluded.sequence
            """;

    static final String FORGET = "delete from audit_entry where sequence <= $1";

    /** Parameters: the sequence before which, the page's size. */
    static final String NEWEST_CHECKPOINTS = """
            select sequence, hash, signed_at, key_id, signature from audit_checkpoint
            where sequence < $1
            order by sequence desc
            limit $2
            """;

    /** What there is of analysis runs and alerts; answered by the indexes {@code audit_entry_of_runs} and {@code audit_entry_of_alerts}. Parameter: their ids. */
    static final String OF_RUNS = """
            select action, request_id, source_address from audit_entry
            where action in ('run_started', 'run_step', 'run_finished') and request_id = any($1)
            union all
            select action, request_id, source_address from audit_entry
            where action in ('alert_opened', 'alert_repeated', 'alert_resolved', 'notification_delivered', 'notification_failed')
              and request_id = any($1)
            """;

    private AuditSql() {}
}
