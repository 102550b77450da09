package dev.lodestar.engine.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The views at the barriers of runs, oldest first. For one thread at a time. */
final class Pins {
    private final int limit;
    private final List<Pin> pins = new ArrayList<>();
    private long heldSinceMillis = Long.MIN_VALUE;

    /** @param limit how many are held at most; the oldest is let go first */
    Pins(int limit) {
        this.limit = limit;
    }

    /** A view, how many users had been numbered there, and which of them are still to be taken out. */
    private static final class Pin {
        private final RunBarrier barrier;
        private final int users;
        private PendingView view;
        private BitSet erased = new BitSet();

        Pin(RunBarrier barrier, PendingView view, int users) {
            this.barrier = barrier;
            this.view = view;
            this.users = users;
        }

        void erase(int user) {
            if (user < users) {
                erased.set(user);
            }
        }

        /** All who were erased go at once: one after the other, each would cost a merge, and a view behind the view. */
        PendingView settled() {
            if (!erased.isEmpty()) {
                Delta erasures = new Delta(users);
                erasures.erased.or(erased);
                view = new PendingView(view, erasures, view.position());
                erased = new BitSet();
            }
            return view;
        }

        boolean isOf(String runId) {
            return barrier.runId().equals(runId);
        }
    }

    /** Whether a view at the barrier would be held. */
    boolean hold(RunBarrier barrier) {
        return barrier.writtenAtMillis() >= heldSinceMillis;
    }

    /**
     * Holds the view at a barrier.
     *
     * @param view its last change is the barrier
     * @param users how many users had been numbered there
     */
    void add(RunBarrier barrier, PendingView view, int users) {
        pins.add(new Pin(barrier, view, users));
        if (pins.size() > limit) {
            pins.removeFirst();
        }
    }

    /** Takes a user out of all views, whom no run may count any more. */
    void erase(int user) {
        pins.forEach(pin -> pin.erase(user));
    }

    /** Lets the views go whose barriers were written before a moment, in milliseconds since the epoch, and takes no more of them. */
    void letGoBefore(long millis) {
        heldSinceMillis = millis;
        pins.removeIf(pin -> !hold(pin.barrier));
    }

    /** All views, without who was erased; until one is resolved, it still holds them. */
    List<PendingView> views() {
        return pins.stream().map(Pin::settled).toList();
    }

    /** The view at the newest barrier of a run. */
    Optional<PendingView> newest(String runId) {
        return pins.reversed().stream()
                .filter(pin -> pin.isOf(runId))
                .findFirst()
                .map(Pin::settled);
    }

    /** The view at the barrier of a run that stands at an offset. */
    Optional<PendingView> at(String runId, long offset) {
        return pins.stream()
                .filter(pin -> pin.isOf(runId) && pin.view.offset() == offset)
                .findFirst()
                .map(Pin::settled);
    }
}
