package dev.lodestar.ingest.erasure;

import dev.lodestar.ingest.identity.IdentityLinks;
import dev.lodestar.ingest.identity.IdentityLinks.Link;
import dev.lodestar.ingest.imports.ImportNames;
import dev.lodestar.ingest.quarantine.QuarantinedUsers;
import dev.lodestar.ingest.warehouse.WarehouseUsers;
import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Begins erasures and tells how far they have come. */
@ApplicationScoped
class ErasureService {
    private final Pool pool;
    private final IdentityLinks links;
    private final QuarantinedUsers quarantine;
    private final ImportNames importNames;
    private final WarehouseUsers warehouse;
    private final ErasureRepository repository;
    private final StoreCounts counts;
    private final Clock clock;

    ErasureService(
            Pool pool,
            IdentityLinks links,
            QuarantinedUsers quarantine,
            ImportNames importNames,
            WarehouseUsers warehouse,
            ErasureRepository repository,
            StoreCounts counts,
            Clock clock) {
        this.pool = pool;
        this.links = links;
        this.quarantine = quarantine;
        this.importNames = importNames;
        this.warehouse = warehouse;
        this.repository = repository;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Cuts the link between a person and the pseudonym, deletes refused rows and names of files that name the person, and leaves the rest to the steps. Who was erased already and may not return keeps
     * the receipt; refused rows that came since go too. Of somebody unknown all of this is done likewise, under a pseudonym that nothing has.
     */
    Uni<ErasureResponse> erase(String userId, Returning returning, String by) {
        List<byte[]> hashes = links.hashes(userId);
        return pool.withTransaction(connection -> links.lock(connection, hashes)
                        .chain(link -> link.erasureId() == null
                                ? begin(connection, new Request(userId, hashes, returning, by), link)
                                : again(connection, link.erasureId(), new Request(userId, hashes, returning, by))))
                .chain(this::receipt);
    }

    private record Request(String userId, List<byte[]> hashes, Returning returning, String by) {}

    private Uni<UUID> begin(SqlConnection connection, Request request, Link link) {
        UUID id = UUID.randomUUID();
        UUID user = link.pseudonym() == null ? UUID.randomUUID() : link.pseudonym();
        Instant now = clock.instant();
        Erasure erasure = new Erasure(
                id,
                ErasureState.COUNTING,
                request.returning(),
                user,
                request.hashes(),
                now,
                request.by(),
                null,
                0,
                0,
                null);
        return repository
                .add(connection, erasure)
                .chain(() -> cut(connection, id, request))
                .chain(() -> deleteRefused(connection, request, List.of(request.userId(), user.toString()), now))
                .chain(refused -> warehouse
                        .count(user)
                        .chain(rows -> counts.found(
                                connection,
                                id,
                                OwnStores.SERVICE,
                                OwnStores.rows(link.pseudonym() == null ? 0 : 1, refused, rows))))
                .invoke(() -> links.forget(user))
                .replaceWith(id);
    }

    private Uni<UUID> again(SqlConnection connection, UUID id, Request request) {
        return repository
                .returning(connection, id, request.returning())
                .chain(() -> cut(connection, id, request))
                .chain(() -> deleteRefused(connection, request, List.of(request.userId()), clock.instant()))
                .replaceWith(id);
    }

    private Uni<Void> cut(SqlConnection connection, UUID id, Request request) {
        return switch (request.returning()) {
            case BLOCKED -> links.block(connection, request.hashes(), id);
            case NEW_PERSON -> links.remove(connection, request.hashes());
        };
    }

    private Uni<Long> deleteRefused(SqlConnection connection, Request request, List<String> ids, Instant until) {
        return importNames
                .forget(connection, request.userId())
                .chain(() -> quarantine.delete(connection, request.hashes(), until))
                .chain(known -> quarantine.deleteNaming(connection, ids).map(unread -> known + unread));
    }

    /** How far an erasure has come. */
    Uni<ErasureResponse> receipt(UUID id) {
        return repository.find(id).chain(found -> response(id, found));
    }

    private Uni<ErasureResponse> response(UUID id, Optional<Erasure> found) {
        Erasure erasure = found.orElseThrow(() -> ProblemException.notFound("There is no erasure " + id + "."));
        return counts.of(id).map(stores -> ErasureResponse.of(erasure, stores));
    }
}
