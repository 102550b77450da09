package dev.lodestar.engine.timeline;

/**
 * What the tracking plan says of an event type, as bits of an {@code int}. A user's traits are those of all the user's events together,
 * so that a scan can pass over users who lack what it looks for.
 */
public final class Trait {
    /** The event is activity. */
    public static final int ACTIVE = 1;

    /** The event is collaboration. */
    public static final int COLLABORATION = 1 << 1;

    /** The event activates. */
    public static final int ACTIVATION = 1 << 2;

    /** The event makes a paying user. */
    public static final int MONETIZATION = 1 << 3;

    /** The event's amount is revenue. */
    public static final int REVENUE = 1 << 4;

    /** The event starts a paid plan. */
    public static final int UPGRADE = 1 << 5;

    /** The event ends a paid plan. */
    public static final int CANCELLATION = 1 << 6;

    /** Some event of the user names a workspace; never a trait of a type. */
    public static final int WORKSPACE = 1 << 7;

    private Trait() {}
}
