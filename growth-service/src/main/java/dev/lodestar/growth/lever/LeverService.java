package dev.lodestar.growth.lever;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Levers;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Keeps a project's levers. */
@ApplicationScoped
public class LeverService {

    private final LeverRepository repository;
    private final Clock clock;

    LeverService(LeverRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** The defaults, replaced and completed by the project's own. */
    @WithSession
    public Uni<Levers> levers() {
        return repository
                .listAll()
                .map(entities ->
                        Levers.of(entities.stream().map(LeverEntity::toDomain).toList()));
    }

    @WithTransaction
    Uni<Lever> put(Lever lever, String by) {
        return repository
                .takeTurn()
                .chain(this::levers)
                .invoke(levers -> checkRoom(levers, lever.name()))
                .chain(() -> repository.put(LeverEntity.of(lever, clock.instant(), by)))
                .map(LeverEntity::toDomain);
    }

    private static void checkRoom(Levers levers, String name) {
        if (!levers.hasRoomFor(name)) {
            throw new ProblemException(
                    LeverProblem.TOO_MANY_LEVERS, "there are " + Levers.MAX_LEVERS + " levers: replace one of them");
        }
    }
}
