package dev.lodestar.contracts.wire;

/** Names of the Kafka headers that Lodestar writes. */
public final class RecordHeaders {
    /** Wire name of the {@link RecordType}. */
    public static final String RECORD_TYPE = "record-type";

    /** Version of the schema the value was written with, a decimal integer. */
    public static final String SCHEMA_VERSION = "schema-version";

    /** W3C trace context of the request that caused the record. */
    public static final String TRACE_PARENT = "traceparent";

    /** On a dead letter: why the record could not be read. */
    public static final String DEAD_LETTER_REASON = "dead-letter-reason";

    /** On a dead letter: topic, partition and offset it was read from, as {@code topic-partition@offset}. */
    public static final String DEAD_LETTER_SOURCE = "dead-letter-source";

    /** The version written today. */
    public static final String CURRENT_SCHEMA_VERSION = "1";

    private RecordHeaders() {}
}
