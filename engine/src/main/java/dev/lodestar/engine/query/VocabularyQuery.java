package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import java.util.Map;
import java.util.TreeMap;

/** Which event types and profile attributes occur in the data at all: a row each, named {@link #EVENT} or {@link #ATTRIBUTE} and the name. */
public record VocabularyQuery() implements TimelineQuery {
    /** What the row of an event type begins with. */
    public static final String EVENT = "event/";

    /** What the row of a profile attribute begins with. */
    public static final String ATTRIBUTE = "attribute/";

    private static final long[] SEEN = {1};

    @Override
    public Filters filters() {
        return Filters.EVERYBODY;
    }

    @Override
    public Tally tally(TimelineView view) {
        Map<String, long[]> seen = new TreeMap<>();
        EventTypes types = view.eventTypes();
        for (int code = 0; code < types.size(); code++) {
            seen.put(EVENT + types.nameOf(code), SEEN);
        }
        view.attributes().names().forEach(name -> seen.put(ATTRIBUTE + name, SEEN));
        return Tally.ofSums(seen);
    }
}
