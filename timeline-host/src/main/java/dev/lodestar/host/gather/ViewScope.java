package dev.lodestar.host.gather;

import dev.lodestar.engine.time.ProjectCalendar;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which views an answer reads. */
sealed interface ViewScope {
    /** What the ids of answers that nobody comes back to begin with. */
    String PASSING = "answer-";

    /** The id of the answer: all of its rounds read the views that the first round found. */
    String answerId();

    /** The calendar to cut days with; null for the project's. */
    @Nullable
    ProjectCalendar calendar();

    /** Whether a later call may come back to the views. */
    default boolean isListing() {
        return !answerId().startsWith(PASSING);
    }

    /** Everything applied when the first round came by. */
    record Latest(String answerId, @Nullable ProjectCalendar calendar) implements ViewScope {
        /** The same of another answer, which reads views of its own. */
        Latest anew() {
            return new Latest(isListing() ? newListingId() : newAnswerId(), calendar);
        }
    }

    /** The views at the barrier of a run, in the project's calendar. */
    record AtBarrier(String answerId, String runId) implements ViewScope {
        @Override
        public @Nullable ProjectCalendar calendar() {
            return null;
        }
    }

    /** An id that no other answer has; its views are let go when it ends. */
    static String newAnswerId() {
        return PASSING + newListingId();
    }

    /** An id that no other listing has; its views are held for further pages. */
    static String newListingId() {
        return UUID.randomUUID().toString();
    }
}
