package dev.lodestar.engine.path;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PathDirection;
import java.time.Duration;
import java.util.List;

/**
 * Which sequences are wanted.
 *
 * <p>A user has one path: from the first event in the range that meets the anchor's condition, through the user's further events in their
 * order, towards the future or the past. Passive events and the ignored ones are no steps. The anchor itself is not part of the path.
 *
 * @param anchor where paths start, or end
 * @param direction after the anchor or before it
 * @param depth steps of a path, 1 to {@value #MAX_DEPTH}
 * @param branches continuations shown at every step, the busiest ones, 1 to {@value #MAX_BRANCHES}
 * @param window how far from the anchor a step may be, inclusive
 * @param ignored event types that are no steps
 * @param collapsed whether a type that follows itself counts as one step; so does one that follows an anchor of its type
 */
public record PathDefinition(
        EventCondition anchor,
        PathDirection direction,
        int depth,
        int branches,
        Duration window,
        List<String> ignored,
        boolean collapsed) {
    /** The longest path. */
    public static final int MAX_DEPTH = 5;

    /** The most continuations of a step. */
    public static final int MAX_BRANCHES = 20;

    /** The longest window. */
    public static final Duration MAX_WINDOW = Duration.ofDays(366);

    private static final Duration MIN_WINDOW = Duration.ofSeconds(1);

    /** Takes a copy. */
    public PathDefinition {
        ignored = List.copyOf(ignored);
    }

    /** Refuses what is out of bounds or unknown. */
    public void require(Vocabulary vocabulary) {
        within("depth", depth, MAX_DEPTH);
        within("branches", branches, MAX_BRANCHES);
        if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new InvalidDefinitionException("window", window, "from 1s to " + MAX_WINDOW.toDays() + "d");
        }
        vocabulary.require("anchor", anchor);
        vocabulary.require("ignore", new EventCondition(ignored, List.of()));
    }

    private static void within(String field, int given, int most) {
        if (given < 1 || given > most) {
            throw new InvalidDefinitionException(field, given, "1 to " + most);
        }
    }
}
