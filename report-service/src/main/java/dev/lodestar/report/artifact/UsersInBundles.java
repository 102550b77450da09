package dev.lodestar.report.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The rows of single users in bundles: in {@code activation.csv}; all other files hold figures of groups. Blocks. */
@ApplicationScoped
public class UsersInBundles {
    private static final String TABLE = "activation.csv";
    private static final String MANIFEST = "manifest.json";

    private final ArtifactRepository repository;
    private final BundleStore store;
    private final ObjectMapper mapper;
    private final ArtifactConfig config;
    private final Clock clock;

    UsersInBundles(
            ArtifactRepository repository, BundleStore store, ObjectMapper mapper, ArtifactConfig config, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
    }

    /** How many rows are a user's, in bundles, also those that no run owns any more, and in what is being written. */
    public long rowsOf(UUID user) {
        try {
            long rows = 0;
            for (Path table : store.unfinished(TABLE)) {
                rows += rowsIfThere(user, table);
            }
            for (Path table :
                    store.finished(TABLE)) { // after the others, to meet there what has got into its place meanwhile
                rows += rowsIfThere(user, table);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long rowsIfThere(UUID user, Path table) throws IOException {
        try {
            return UserRows.without(user, table, null);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    /**
     * Removes a user from all bundles, not from what is being written: those rows are counted until they are in their place or gone. A bundle's checksums follow; where a
     * service was killed before they could, they do at the next time.
     */
    public void remove(UUID user) {
        Instant abandoned = clock.instant().minus(config.abandonedAfter());
        Map<UUID, ArtifactEntity> known =
                bundles().stream().collect(Collectors.toMap(table -> table.runId, Function.identity()));
        try {
            for (Path file : store.finished(TABLE)) {
                UUID run = store.runOf(file);
                ArtifactEntity table = known.get(run);
                if (table != null) {
                    removeRows(user, run, file);
                    follow(table, file);
                } else if (store.isOlder(
                        run, abandoned)) { // a young one may just be getting known, with the checksums it has
                    removeRows(user, run, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeRows(UUID user, UUID run, Path file) throws IOException {
        if (rowsIfThere(user, file) > 0) {
            Path kept = store.replacement(run, TABLE);
            UserRows.without(user, file, kept);
            Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What the database and the manifest say of a table that has changed. */
    private void follow(ArtifactEntity table, Path file) throws IOException {
        if (Files.exists(file) && !Checksums.of(file).equals(table.sha256)) {
            Long rows = table.rowCount == null ? null : UserRows.count(file);
            Artifact changed = new Artifact(TABLE, table.mediaType, Files.size(file), Checksums.of(file), rows);
            Artifact manifest = rewriteManifest(table.runId, file.resolveSibling(MANIFEST), changed);
            await(() -> Panache.withTransaction(() ->
                    repository.update(table.runId, changed).chain(() -> repository.update(table.runId, manifest))));
        }
    }

    private Artifact rewriteManifest(UUID runId, Path file, Artifact changed) throws IOException {
        JsonNode manifest = mapper.readTree(file.toFile());
        for (JsonNode listed : manifest.get("artifacts")) {
            if (listed.get("name").asText().equals(changed.name())) {
                ((ObjectNode) listed).setAll((ObjectNode) mapper.<JsonNode>valueToTree(changed));
            }
        }
        Path written = store.replacement(runId, MANIFEST);
        Files.writeString(written, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Artifact(MANIFEST, MediaTypes.of(MANIFEST), Files.size(file), Checksums.of(file), null);
    }

    private List<ArtifactEntity> bundles() {
        return await(() -> Panache.withSession(() -> repository.named(TABLE)));
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
