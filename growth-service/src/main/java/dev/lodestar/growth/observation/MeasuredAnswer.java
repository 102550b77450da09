package dev.lodestar.growth.observation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.growth.observation.domain.AsOf;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head that every answer carries. */
interface MeasuredAnswer {
    /** Reason of what is withheld from a viewer, because it is about few users. */
    String SUPPRESSED = "suppressed";

    @Nullable
    JsonNode definition();

    @Nullable
    PositionAnswer asOf();

    @Nullable
    Double completeness();

    /** The position covered; nothing when the answer does not say. */
    default AsOf position() {
        PositionAnswer position = asOf();
        return position == null ? AsOf.NOTHING : position.toDomain();
    }

    /** Whether an object of the answer names something as withheld. */
    default boolean isWithheld(@Nullable List<String> suppressed) {
        return suppressed != null && !suppressed.isEmpty();
    }

    /** Share of the partitions that answered; 1 when the answer does not say. */
    default double completeShare() {
        Double share = completeness();
        return share == null ? 1 : share;
    }

    /** A day of the definition, {@code from} or {@code to}; null when it is not given. */
    default @Nullable LocalDate day(String name) {
        JsonNode definition = definition();
        String text = definition == null ? "" : definition.path(name).asText("");
        try {
            return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException ignored) {
            return null;
        }
    }
}
