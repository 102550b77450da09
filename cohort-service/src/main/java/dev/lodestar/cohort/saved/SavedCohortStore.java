package dev.lodestar.cohort.saved;

import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps saved cohorts; each change is one transaction. */
@ApplicationScoped
class SavedCohortStore {
    private final SavedCohortRepository repository;
    private final SavedCohortConfig config;
    private final Clock clock;

    SavedCohortStore(SavedCohortRepository repository, SavedCohortConfig config, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    /** A cohort and what makes its members. */
    record Stored(SavedCohortEntity cohort, String body) {}

    /** Saves a new cohort; refuses a name that is taken, and one cohort too many. */
    @WithTransaction
    Uni<SavedCohortEntity> add(SavedCohortEntity cohort, String body) {
        cohort.version = 1;
        cohort.createdAt = clock.instant();
        return repository
                .isNameTaken(cohort.name)
                .invoke(taken -> refuseIf(taken, SavedCohortProblem.NAME_TAKEN, nameTaken(cohort.name)))
                .chain(repository::countExisting)
                .invoke(count -> refuseIf(
                        count >= config.maxSaved(),
                        SavedCohortProblem.TOO_MANY_COHORTS,
                        "there are " + count + " saved cohorts: delete one of them"))
                .chain(() -> repository.add(cohort, SavedCohortBodyEntity.of(cohort.id, body)))
                .onFailure(ConstraintViolationException.class)
                .transform(race -> new ProblemException(SavedCohortProblem.NAME_TAKEN, nameTaken(cohort.name)))
                .replaceWith(cohort);
    }

    private static String nameTaken(String name) {
        return "there is a cohort named '" + name + "' already";
    }

    private static void refuseIf(boolean refused, SavedCohortProblem problem, String detail) {
        if (refused) {
            throw new ProblemException(problem, detail);
        }
    }

    /** The cohort with that id; a problem where there is none. */
    @WithSession
    Uni<Stored> get(UUID id) {
        return repository
                .existing(id)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id))
                .chain(cohort -> repository.body(id).map(body -> new Stored(cohort, body.body)));
    }

    @WithSession
    Uni<List<SavedCohortEntity>> page(String after, int size) {
        return repository.page(after, size);
    }

    /** Deletes a cohort that no other refers to; the row goes once its end is published. */
    @WithTransaction
    Uni<Void> delete(UUID id, String by) {
        return repository
                .existing(id)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id))
                .call(() -> repository.referringTo(id).invoke(SavedCohortStore::refuseIfAny))
                .invoke(cohort -> {
                    cohort.deletedAt = clock.instant();
                    cohort.deletedBy = by;
                    cohort.publishedAt = null;
                })
                .replaceWithVoid();
    }

    private static void refuseIfAny(List<SavedCohortEntity> referring) {
        refuseIf(
                !referring.isEmpty(),
                SavedCohortProblem.COHORT_IN_USE,
                "these refer to it: "
                        + referring.stream().map(cohort -> cohort.name).collect(Collectors.joining(", ")));
    }

    private static ProblemException unknown(UUID id) {
        return ProblemException.notFound("There is no saved cohort " + id);
    }

    /** What the broker does not have yet. */
    @WithSession
    Uni<List<SavedCohortEntity>> unpublished(int size) {
        return repository.unpublished(size);
    }

    @WithSession
    Uni<String> body(UUID id) {
        return repository.body(id).map(body -> body.body);
    }

    /** The broker has the cohort as it is; yields whether it still exists. A deleted one goes. */
    @WithTransaction
    Uni<Boolean> published(SavedCohortEntity cohort) {
        return cohort.deletedAt == null
                ? repository
                        .update("publishedAt = ?1 where id = ?2 and deletedAt is null", clock.instant(), cohort.id)
                        .map(rows -> rows > 0)
                : repository.deleteById(cohort.id).replaceWith(true);
    }
}
