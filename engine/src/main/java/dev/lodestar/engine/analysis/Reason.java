package dev.lodestar.engine.analysis;

/** Why a figure is null: stable codes that travel in the field {@code reason}. */
public final class Reason {
    /** No active event occurs in the data at all. */
    public static final String NO_ACTIVITY_EVENTS = "no_activity_events";

    /** No visitors are known for what was asked. */
    public static final String NO_VISITORS = "no_visitors";

    /** Visitors cannot be split by this breakdown or filter. */
    public static final String VISITORS_NOT_SPLIT = "visitors_not_split";

    /** Fewer visitors than signups are known, so that no rate can be had. */
    public static final String FEWER_VISITORS_THAN_SIGNUPS = "fewer_visitors_than_signups";

    /** No invoice occurs in the data and no price is assumed. */
    public static final String NO_INVOICES = "no_invoices";

    /** The data hold no profile. */
    public static final String NO_PROFILES = "no_profiles";

    /** Not enough cohorts are old enough. */
    public static final String NO_MATURE_COHORTS = "no_mature_cohorts";

    /** No user is old enough. */
    public static final String CENSORED = "censored";

    /** The range holds no complete week. */
    public static final String NO_COMPLETE_WEEK = "no_complete_week";

    /** Nobody is in the base of the rate. */
    public static final String EMPTY_BASE = "empty_base";

    /** The range starts too late in the data for a trailing window. */
    public static final String WINDOW_NOT_FILLED = "window_not_filled";

    /** Projected lifetime value needs a model that is not fitted here. */
    public static final String NO_MODEL = "no_model";

    private Reason() {}
}
