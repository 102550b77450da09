package dev.lodestar.growth.projection;

import dev.lodestar.growth.observation.domain.AsOf;
import dev.lodestar.kit.wire.PositionHeader;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest ingest position that an answer covers: what all the answers it builds on cover. */
public record PositionResponse(@Nullable Instant time, Map<String, Long> partitions) {

    public static PositionResponse from(AsOf asOf) {
        return new PositionResponse(asOf.time(), asOf.partitions());
    }

    /** The position as the header of an answer says it. */
    public String text() {
        return PositionHeader.value(time, partitions);
    }
}
