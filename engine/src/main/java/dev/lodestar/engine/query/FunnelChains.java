package dev.lodestar.engine.query;

/** How far one user comes in a funnel. Keeps its memory from user to user; not for several threads. */
abstract sealed class FunnelChains permits ChainsInOrder, ChainsInAnyOrder {
    /** Stands for no instant. */
    static final long NEVER = Long.MIN_VALUE;

    /** The funnel's steps. */
    final int stepCount;

    final long windowMillis;
    private final boolean firstOnly;
    private final Span range;

    /** Steps reached, 0 for none. */
    int reached;

    /** Whether an exclusion has taken the user out. */
    boolean removed;

    /** The moment of the measured chain's step 1. */
    long startedAt;

    /** By step, from 1: milliseconds since step 1, up to the step reached. */
    final long[] sinceFirst;

    /** The latest moment that can start a chain. */
    long latestStart;

    FunnelChains(FunnelDefinition definition, Span range) {
        this.stepCount = definition.steps().size();
        this.windowMillis = definition.windowMillis();
        this.firstOnly = definition.entry() == FunnelDefinition.Entry.FIRST;
        this.range = range;
        this.sinceFirst = new long[stepCount + 1];
    }

    /** Follows the chains of a user with some event that meets step 1. */
    final void follow(FunnelEvents events) {
        reached = 0;
        removed = false;
        startedAt = NEVER;
        latestStart = NEVER;
        followAll(events);
    }

    abstract void followAll(FunnelEvents events);

    /** Whether an event at a moment may be step 1, where it meets it; moments must be told in order. */
    final boolean mayStart(long moment) {
        if (moment < range.min() || moment >= range.max()) {
            return false;
        }
        if (firstOnly && latestStart != NEVER && latestStart != moment) {
            return false;
        }
        latestStart = moment;
        return true;
    }
}
