package dev.lodestar.growth.observation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.growth.lever.domain.Stage;
import dev.lodestar.growth.observation.domain.StageCount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is needed of {@code GET /funnel}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record FunnelAnswer(
        @Nullable JsonNode definition,
        @Nullable PositionAnswer asOf,
        @Nullable Double completeness,
        @Nullable List<StageRow> stages)
        implements MeasuredAnswer {

    /** Users at one stage; null where the stage cannot be measured. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StageRow(
            String stage,
            @Nullable Long usersAtStage,
            @Nullable String reason) {}

    /** Users at a stage; null where not measured. */
    @Nullable
    Long usersAt(Stage stage) {
        return stages == null
                ? null
                : stages.stream()
                        .filter(row -> row.stage().equals(stage.wireName()))
                        .findFirst()
                        .map(StageRow::usersAtStage)
                        .orElse(null);
    }

    /** Whether a stage is withheld from the caller, who is a viewer, because it is about few users. */
    boolean isWithheld() {
        return stages != null && stages.stream().anyMatch(row -> SUPPRESSED.equals(row.reason()));
    }

    /**
     * Counts of the stages whose conversion can be measured: both ends known, somebody came, and no more arrived than
     * came (visitors may be counted on fewer pages than signups).
     */
    Map<Stage, StageCount> stageCounts() {
        var counts = new EnumMap<Stage, StageCount>(Stage.class);
        for (Stage stage : Stage.CONVERTING) {
            Long base = usersAt(stage.previous());
            Long reached = usersAt(stage);
            if (base != null && reached != null && base > 0 && reached <= base) {
                counts.put(stage, new StageCount(base, reached));
            }
        }
        return counts;
    }
}
