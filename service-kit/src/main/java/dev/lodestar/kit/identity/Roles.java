package dev.lodestar.kit.identity;

/** The realm roles of the API. Annotate the least role that suffices: the identity provider expands composite roles. */
public final class Roles {
    /** Reads aggregates. */
    public static final String VIEWER = "viewer";

    /** A viewer who also runs ad-hoc queries, analysis runs and exports. */
    public static final String ANALYST = "analyst";

    /** A machine that writes events. */
    public static final String INGEST = "ingest";

    /** Keeps the tracking plan, quarantine, alert rules and levers. */
    public static final String OPERATOR = "operator";

    /** Erases and exports a user. */
    public static final String PRIVACY = "privacy";

    /** Reads and verifies the audit log. */
    public static final String AUDITOR = "auditor";

    /** All of them, but for {@link #REPLICA}. */
    public static final String ADMIN = "admin";

    /** The client by which a service asks its own replicas, and nobody else: it is given what no person may see as it is. */
    public static final String REPLICA = "replica";

    private Roles() {}
}
