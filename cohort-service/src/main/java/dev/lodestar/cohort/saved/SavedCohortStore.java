package dev.lodestar.cohort.saved;

import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
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
    Uni<SavedCohortEntity> add(UUID id, CohortDraft draft) {
        SavedCohortEntity cohort = new SavedCohortEntity();
        cohort.id = id;
        cohort.version = 1;
        cohort.createdAt = clock.instant();
        cohort.createdBy = draft.by();
        cohort.take(draft, cohort.createdAt);
        return repository
                .takeTurn()
                .chain(() -> requireFree(draft.name(), id))
                .chain(repository::countExisting)
                .invoke(count -> refuseIf(
                        count >= config.maxSaved(),
                        SavedCohortProblem.TOO_MANY_COHORTS,
                        "there are " + count + " saved cohorts: delete one of them"))
                .chain(() -> repository.add(
                        cohort, SavedCohortBodyEntity.of(id, draft.body().toString())))
                .onFailure(ConstraintViolationException.class)
                .transform(race -> nameTaken(draft.name()))
                .replaceWith(cohort);
    }

    /** Puts a draft in place of a version; refuses another version than the one that is there. */
    @WithTransaction
    Uni<SavedCohortEntity> replace(UUID id, int version, CohortDraft draft) {
        return repository
                .lockExisting(id)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id))
                .invoke(cohort -> refuseIf(
                        cohort.version != version,
                        SavedCohortProblem.VERSION_CONFLICT,
                        "it is at version " + cohort.version + ", not " + version))
                .call(() -> requireFree(draft.name(), id))
                .call(() -> repository
                        .body(id)
                        .invoke(body -> body.body = draft.body().toString()))
                .invoke(cohort -> {
                    cohort.take(draft, clock.instant());
                    cohort.version++;
                    cohort.publishedAt = null;
                })
                .call(repository::flush)
                .onFailure(ConstraintViolationException.class)
                .transform(race -> nameTaken(draft.name()));
    }

    private Uni<Boolean> requireFree(String name, UUID id) {
        return repository.isNameTaken(name, id).invoke(taken -> {
            if (taken) {
                throw nameTaken(name);
            }
        });
    }

    private static ProblemException nameTaken(String name) {
        return new ProblemException(SavedCohortProblem.NAME_TAKEN, "there is a cohort named '" + name + "' already");
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
                .lockExisting(id)
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

    /** How many lists name a user. */
    @WithSession
    Uni<Long> listsNaming(UUID user) {
        return repository.countListing(user);
    }

    /** The lists that name a user. */
    @WithSession
    Uni<List<SavedCohortEntity>> listing(UUID user) {
        return repository.listing(user);
    }

    /** Strikes a user off all lists; yields those that have changed. */
    @WithTransaction
    Uni<List<Stored>> strike(UUID user) {
        return repository
                .lockListing(user)
                .onItem()
                .transformToMulti(listing -> Multi.createFrom().iterable(listing))
                .onItem()
                .transformToUniAndConcatenate(
                        cohort -> repository.body(cohort.id).map(body -> struck(cohort, body, user)))
                .collect()
                .asList();
    }

    private Stored struck(SavedCohortEntity cohort, SavedCohortBodyEntity body, UUID user) {
        body.body = ListedUsers.without(body.body, user);
        cohort.listedUsers = Objects.requireNonNull(cohort.listedUsers) - 1;
        cohort.updatedAt = clock.instant();
        cohort.version++;
        cohort.publishedAt = null;
        return new Stored(cohort, body.body);
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

    /**
     * The broker has the cohort as it was read; yields whether there is still a row of it. One that was changed meanwhile is published again, lest
     * its earlier version came last; a deleted one goes.
     */
    @WithTransaction
    Uni<Boolean> published(SavedCohortEntity cohort) {
        return cohort.deletedAt == null
                ? repository
                        .update(
                                "publishedAt = ?1 where id = ?2 and version = ?3 and deletedAt is null",
                                clock.instant(),
                                cohort.id,
                                cohort.version)
                        .chain(rows -> rows > 0
                                ? Uni.createFrom().item(true)
                                : repository
                                        .update("publishedAt = null where id = ?1", cohort.id)
                                        .map(changed -> changed > 0))
                : repository.deleteById(cohort.id).replaceWith(true);
    }
}
