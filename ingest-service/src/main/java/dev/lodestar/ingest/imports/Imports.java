package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.warehouse.ImportOutcomes;
import dev.lodestar.ingest.warehouse.ImportOutcomes.Outcome;
import dev.lodestar.ingest.warehouse.WarehouseOffsets;
import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells how far imports have come. */
@ApplicationScoped
class Imports {
    private final ImportRepository repository;
    private final ImportOutcomes outcomes;
    private final WarehouseOffsets offsets;
    private final ImportConfig config;
    private final Clock clock;
    private final String timelineTopic;
    private final String acquisitionTopic;

    Imports(
            ImportRepository repository,
            ImportOutcomes outcomes,
            WarehouseOffsets offsets,
            ImportConfig config,
            Clock clock,
            @ConfigProperty(name = "lodestar.topics.timeline") String timelineTopic,
            @ConfigProperty(name = "lodestar.topics.acquisition") String acquisitionTopic) {
        this.repository = repository;
        this.outcomes = outcomes;
        this.offsets = offsets;
        this.config = config;
        this.clock = clock;
        this.timelineTopic = timelineTopic;
        this.acquisitionTopic = acquisitionTopic;
    }

    Uni<ImportResponse> one(UUID importId) {
        return repository
                .findById(importId)
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("There is no import " + importId + "."))
                .chain(row -> responses(List.of(row)))
                .map(List::getFirst);
    }

    /** A page of the imports, newest first. */
    Uni<ImportsResponse> page(ImportsQuery query) {
        return repository
                .page(query.before(), query.limit + 1)
                .chain(this::responses)
                .map(found -> ImportsResponse.of(found, query.limit));
    }

    /** The positions first: what the warehouse has made of the records up to them can then only be all of it, since both are written in one transaction. */
    private Uni<List<ImportResponse>> responses(List<ImportEntity> rows) {
        List<UUID> ids = rows.stream().map(row -> row.importId).toList();
        return positions()
                .chain(positionsByTopic -> outcomes.of(ids)
                        .map(outcomeById -> rows.stream()
                                .map(row -> response(
                                        row, outcomeById.getOrDefault(row.importId, Outcome.NONE), positionsByTopic))
                                .toList()));
    }

    private Uni<Map<String, Map<Integer, Long>>> positions() {
        return offsets.of(timelineTopic)
                .chain(ofTimeline -> offsets.of(acquisitionTopic)
                        .map(ofAcquisition -> Map.of(timelineTopic, ofTimeline, acquisitionTopic, ofAcquisition)));
    }

    private ImportResponse response(
            ImportEntity row, Outcome outcome, Map<String, Map<Integer, Long>> positionsByTopic) {
        String topic = row.dataSet.equals(DataSet.ACQUISITION.wireName()) ? acquisitionTopic : timelineTopic;
        return ImportResponse.of(row, state(row, positionsByTopic.getOrDefault(topic, Map.of())), outcome);
    }

    private ImportState state(ImportEntity row, Map<Integer, Long> positions) {
        ImportState written = ImportState.of(row.state);
        return switch (written) {
            case RUNNING, QUERYABLE -> covers(positions, row.offsets) ? ImportState.QUERYABLE : ImportState.RUNNING;
            case RECEIVING ->
                row.updatedAt.plus(config.staleAfter()).isBefore(clock.instant())
                        ? ImportState.FAILED
                        : ImportState.RECEIVING;
            case FAILED -> ImportState.FAILED;
        };
    }

    private static boolean covers(Map<Integer, Long> positions, Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .allMatch(offset -> positions.getOrDefault(offset.getKey(), 0L) >= offset.getValue());
    }
}
