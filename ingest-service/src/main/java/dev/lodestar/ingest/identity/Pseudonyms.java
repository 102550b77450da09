package dev.lodestar.ingest.identity;

import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds or gives the pseudonyms of users, many at a time. Blocks: call it from worker threads. */
@ApplicationScoped
public class Pseudonyms {
    private static final Logger LOG = Logger.getLogger(Pseudonyms.class);

    private final IdentityRepository repository;
    private final PseudonymKey key;
    private final List<PseudonymKey> previousKeys;
    private final PseudonymCache cache;
    private final Duration timeout;

    Pseudonyms(PseudonymConfig config, IdentityRepository repository) {
        this.repository = repository;
        this.key = PseudonymKey.configured(config.keyVersion(), config.key());
        this.previousKeys = new TreeMap<>(config.previousKeys())
                .descendingMap().entrySet().stream()
                        .map(previous -> PseudonymKey.configured(previous.getKey(), previous.getValue()))
                        .toList();
        this.cache = new PseudonymCache(config.cacheSize(), config.cacheTime(), System::nanoTime);
        this.timeout = config.timeout();
    }

    /** The pseudonym of every given user; a user without one gets it. One who was erased and may not return has none. */
    public Map<String, UUID> of(Collection<String> userIds) {
        Map<String, UUID> pseudonyms = HashMap.newHashMap(userIds.size());
        Map<ByteBuffer, String> unknown = new LinkedHashMap<>();
        PseudonymKey.Hasher hasher = key.hasher();
        for (String userId : userIds) {
            UUID cached = cache.get(userId);
            if (cached == null) {
                unknown.put(ByteBuffer.wrap(hasher.hash(userId)), userId);
            } else {
                pseudonyms.put(userId, cached);
            }
        }
        if (!unknown.isEmpty()) {
            long asked = cache.now();
            Map<ByteBuffer, @Nullable UUID> resolved = resolve(unknown);
            unknown.forEach((hash, userId) -> {
                UUID pseudonym = resolved.get(hash);
                if (pseudonym != null) {
                    cache.put(userId, pseudonym, asked);
                    pseudonyms.put(userId, pseudonym);
                }
            });
        }
        return pseudonyms;
    }

    /** Looks users up ahead of {@link #of}, which then finds them in memory; what fails here is tried again there. Yields true when it is over. */
    public CompletableFuture<Boolean> lookAhead(Collection<String> userIds) {
        return CompletableFuture.runAsync(() -> of(userIds), Thread::startVirtualThread)
                .handle((done, failure) -> true);
    }

    /** Deletes the mappings of erased users, within the transaction of a connection. */
    public Uni<Void> forget(SqlConnection connection, Collection<UUID> erased) {
        return repository.forget(connection, erased).invoke(() -> erased.forEach(cache::forget));
    }

    /** Those of the given users who were erased and may not return. */
    public Set<String> blocked(Collection<String> userIds) {
        Map<ByteBuffer, String> userByHash = new HashMap<>();
        userIds.forEach(userId -> hashes(userId).forEach(hash -> userByHash.put(ByteBuffer.wrap(hash), userId)));
        Set<String> blocked = new HashSet<>();
        if (!userByHash.isEmpty()) {
            await(repository.find(userByHash.keySet())).forEach((hash, pseudonym) -> {
                if (pseudonym == null) {
                    blocked.add(Objects.requireNonNull(userByHash.get(hash)));
                }
            });
        }
        return blocked;
    }

    /** A hasher for one thread, under the key in force. */
    public UserHasher hasher() {
        return new UserHasher(key.hasher());
    }

    /** The hashes of a user id under every key, the one in force first. */
    List<byte[]> hashes(String userId) {
        return Stream.concat(Stream.of(key), previousKeys.stream())
                .map(each -> each.hasher().hash(userId))
                .toList();
    }

    int keyVersion() {
        return key.version();
    }

    void forget(UUID pseudonym) {
        cache.forget(pseudonym);
    }

    private Map<ByteBuffer, @Nullable UUID> resolve(Map<ByteBuffer, String> unknown) {
        Map<ByteBuffer, String> missing = new LinkedHashMap<>(unknown);
        Map<ByteBuffer, @Nullable UUID> found = take(missing, repository.find(missing.keySet()));
        for (PseudonymKey previous : previousKeys) {
            found.putAll(rekeyed(missing, previous));
        }
        if (!missing.isEmpty()) {
            found.putAll(take(missing, repository.add(missing.keySet(), key.version())));
        }
        if (!missing.isEmpty()) {
            // Somebody else has added these between our two statements.
            found.putAll(take(missing, repository.find(missing.keySet())));
        }
        if (!missing.isEmpty()) {
            throw ProblemException.unavailable("Pseudonyms could not be settled; try again.");
        }
        return found;
    }

    private Map<ByteBuffer, @Nullable UUID> rekeyed(Map<ByteBuffer, String> missing, PseudonymKey previous) {
        Map<ByteBuffer, ByteBuffer> currentByPrevious = new HashMap<>();
        PseudonymKey.Hasher hasher = previous.hasher();
        missing.forEach((hash, userId) -> currentByPrevious.put(ByteBuffer.wrap(hasher.hash(userId)), hash));
        Map<ByteBuffer, @Nullable UUID> rekeyed = new HashMap<>();
        if (!currentByPrevious.isEmpty()) {
            await(repository.find(currentByPrevious.keySet())).forEach((hash, pseudonym) -> {
                ByteBuffer current = Objects.requireNonNull(currentByPrevious.get(hash));
                await(repository.rekey(hash, current, key.version()).replaceWith(true));
                missing.remove(current);
                rekeyed.put(current, pseudonym);
            });
        }
        return rekeyed;
    }

    private Map<ByteBuffer, @Nullable UUID> take(
            Map<ByteBuffer, String> missing, Uni<Map<ByteBuffer, @Nullable UUID>> query) {
        Map<ByteBuffer, @Nullable UUID> answer = await(query);
        missing.keySet().removeAll(answer.keySet());
        return answer;
    }

    private <T> T await(Uni<T> query) {
        try {
            return query.await().atMost(timeout);
        } catch (RuntimeException e) {
            LOG.warn("The identity table does not answer", e);
            throw ProblemException.unavailable("The identity table does not answer now; nothing was stored.");
        }
    }
}
