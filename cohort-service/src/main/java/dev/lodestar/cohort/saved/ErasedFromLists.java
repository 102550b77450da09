package dev.lodestar.cohort.saved;

import dev.lodestar.host.cohort.SavedCohorts;
import dev.lodestar.host.erasure.UserStore;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;

/** The lists of static cohorts: an erased user is struck off, as a new version of the cohort that every service is told of. */
@ApplicationScoped
class ErasedFromLists implements UserStore {
    private final SavedCohortStore store;
    private final SavedCohortPublisher publisher;
    private final SavedCohorts known;

    ErasedFromLists(SavedCohortStore store, SavedCohortPublisher publisher, SavedCohorts known) {
        this.store = store;
        this.publisher = publisher;
        this.known = known;
    }

    @Override
    public String name() {
        return "saved_cohort_lists";
    }

    @Override
    public long rowsOf(UUID user) {
        return await(() -> store.listsNaming(user));
    }

    @Override
    public void remove(UUID user) {
        for (SavedCohortStore.Stored struck : await(() -> store.strike(user))) {
            if (struck.cohort().deletedAt == null) {
                known.put(publisher.record(struck.cohort(), struck.body()));
            }
        }
        await(publisher::publishSoon);
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
