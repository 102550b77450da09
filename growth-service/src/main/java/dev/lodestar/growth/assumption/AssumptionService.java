package dev.lodestar.growth.assumption;

import dev.lodestar.growth.assumption.domain.AssumptionVersion;
import dev.lodestar.growth.assumption.domain.Assumptions;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the dated versions and finds those in force. */
@ApplicationScoped
public class AssumptionService {

    private final AssumptionRepository repository;
    private final Clock clock;
    private final ZoneId zone;

    AssumptionService(
            AssumptionRepository repository, Clock clock, @ConfigProperty(name = "lodestar.time-zone") ZoneId zone) {
        this.repository = repository;
        this.clock = clock;
        this.zone = zone;
    }

    /** The assumptions in force today, in the project's time zone. */
    @WithSession
    public Uni<Assumptions> inForce() {
        return versions().map(versions -> Assumptions.inForceOn(today(), versions));
    }

    /** The project's own versions, by name and first day. */
    @WithSession
    Uni<List<AssumptionVersion>> versions() {
        return repository
                .all()
                .map(entities ->
                        entities.stream().map(AssumptionEntity::toDomain).toList());
    }

    @WithTransaction
    Uni<Void> put(List<AssumptionVersion> versions, String by) {
        return repository.put(versions.stream()
                .map(version -> AssumptionEntity.of(version, clock.instant(), by))
                .toList());
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }
}
