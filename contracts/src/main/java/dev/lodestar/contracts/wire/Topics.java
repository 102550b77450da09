package dev.lodestar.contracts.wire;

/** Names of the topics. A deployment may put a prefix before each of them (tests do); the suffix carries the version. */
public final class Topics {
    /** Events, profile changes, erasures and run barriers, keyed by pseudonym. Kept for ever: it is the source of truth. */
    public static final String TIMELINE = "timeline.v1";

    /** Timeline records that could not be read, with their reason. */
    public static final String TIMELINE_DEAD_LETTER = "timeline.v1.dead-letter";

    /** Visitors and spend by day and channel; compacted, one partition. */
    public static final String ACQUISITION = "acquisition.v1";

    /** One command per step of an analysis run. */
    public static final String ANALYSIS_COMMANDS = "analysis.commands.v1";

    /** One result per step of an analysis run. */
    public static final String ANALYSIS_RESULTS = "analysis.results.v1";

    /** Saved cohorts by id, for the services that count their members; compacted, one partition. */
    public static final String SAVED_COHORTS = "cohorts.saved.v1";

    /** What services are asked about users who are being erased. */
    public static final String ERASURE_COMMANDS = "erasure.commands.v1";

    /** What services hold of users who are being erased. */
    public static final String ERASURE_RESULTS = "erasure.results.v1";

    /** What happened to alerts, for the audit log. */
    public static final String ALERTS = "alerts.v1";

    /** Signed heads of the audit log's hash chain, out of the database's reach. */
    public static final String AUDIT_HEADS = "audit.heads.v1";

    private Topics() {}
}
