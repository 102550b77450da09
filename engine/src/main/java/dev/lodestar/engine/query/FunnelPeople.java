package dev.lodestar.engine.query;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of the people behind a funnel are wanted, and how many at a time.
 *
 * @param step the step, from 1; the growth funnel counts from signup
 * @param outcome what became of them there
 * @param group the group of the breakdown that they are in; null for all
 * @param after the last pseudonym of the page before; null for the first page
 * @param limit people on a page
 */
public record FunnelPeople(
        int step,
        Outcome outcome,
        @Nullable String group,
        @Nullable UUID after,
        int limit) {
    /** People on a page at most. */
    public static final int MAX_LIMIT = 1_000;

    /** Count: all who are wanted, on whatever page. */
    public static final String TOTAL = "total";

    /** What the name of every person's row begins with; the pseudonym follows. The row has the last step reached and when step 1 was. */
    public static final String PERSON = "person|";

    /** What became of people at a step. */
    public enum Outcome {
        /** They reached it. */
        REACHED,
        /** They reached the step before, and not this one. */
        DROPPED,
        /** The same, and their window is still open. */
        IN_PROGRESS;

        /** The name on the wire, such as {@code in_progress}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether someone is wanted who has reached some steps. */
    boolean wants(int reached, boolean inProgress) {
        return switch (outcome) {
            case REACHED -> reached >= step;
            case DROPPED -> reached > 0 && reached == step - 1;
            case IN_PROGRESS -> reached > 0 && reached == step - 1 && inProgress;
        };
    }
}
