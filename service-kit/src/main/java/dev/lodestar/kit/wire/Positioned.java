package dev.lodestar.kit.wire;

import org.jspecify.annotations.Nullable;

/** A body of an answer whose figures are as of an ingest position: it leaves with the {@link PositionHeader}. */
public interface Positioned {
    /** The header's value; null where nothing was counted. */
    @Nullable
    String positionText();
}
