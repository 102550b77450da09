package dev.lodestar.engine.timeline;

import org.jspecify.annotations.Nullable;

/** A view that is made when it is first asked for, by whoever asks; others who ask meanwhile wait for it, the writer does not. */
final class PendingView {
    private final Position position;
    private @Nullable PendingView before;
    private @Nullable Delta delta;
    private @Nullable TimelineView view;

    PendingView(PendingView before, Delta delta, Position position) {
        this.before = before;
        this.delta = delta;
        this.position = position;
    }

    PendingView(TimelineView view, Position position) {
        this.view = view;
        this.position = position;
    }

    Position position() {
        return position;
    }

    long offset() {
        return position.offset();
    }

    synchronized TimelineView resolve() {
        if (view == null) {
            if (before == null || delta == null) {
                throw new IllegalStateException("a pending view has what it is made of");
            }
            view = new DeltaMerge(before.resolve(), delta).merge(position);
            before = null;
            delta = null;
        }
        return view;
    }
}
