package dev.lodestar.growth.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.lodestar.growth.observation.domain.AsOf;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ingest position of an answer. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PositionAnswer(@Nullable Instant time, @Nullable Map<String, Long> partitions) {

    /** The position; nothing where no partition is named, whatever the time says. */
    AsOf toDomain() {
        return partitions == null || partitions.isEmpty() ? AsOf.NOTHING : new AsOf(time, partitions);
    }
}
