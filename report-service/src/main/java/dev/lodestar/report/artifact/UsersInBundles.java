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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** The rows of single users in bundles: in {@code activation.csv}; all other files hold figures of groups. Blocks. */
@ApplicationScoped
public class UsersInBundles {
    private static final String TABLE = "activation.csv";
    private static final String MANIFEST = "manifest.json";

    private final ArtifactRepository repository;
    private final BundleStore store;
    private final ObjectMapper mapper;

    UsersInBundles(ArtifactRepository repository, BundleStore store, ObjectMapper mapper) {
        this.repository = repository;
        this.store = store;
        this.mapper = mapper;
    }

    /** How many rows of bundles are a user's. */
    public long rowsOf(UUID user) {
        return bundles().stream()
                .map(table -> store.file(table.runId, table.toDomain()))
                .filter(Files::exists)
                .mapToLong(file -> rows(user, file))
                .sum();
    }

    /**
     * Removes a user from all bundles. A bundle's checksums follow; where a service was killed before they could, they do at the next time.
     */
    public void remove(UUID user) {
        for (ArtifactEntity table : bundles()) {
            Path file = store.file(table.runId, table.toDomain());
            try {
                if (Files.exists(file)) {
                    remove(user, table, file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void remove(UUID user, ArtifactEntity table, Path file) throws IOException {
        long removed = rows(user, file);
        if (removed > 0) {
            Path kept = Files.createTempFile(Objects.requireNonNull(file.getParent()), ".", ".csv");
            UserRows.without(user, file, kept);
            Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Checksums.of(file).equals(table.sha256)) {
            Long rows = table.rowCount == null ? null : UserRows.count(file);
            Artifact changed = new Artifact(TABLE, table.mediaType, Files.size(file), Checksums.of(file), rows);
            Artifact manifest = rewriteManifest(file.resolveSibling(MANIFEST), changed);
            await(() -> Panache.withTransaction(() ->
                    repository.update(table.runId, changed).chain(() -> repository.update(table.runId, manifest))));
        }
    }

    private Artifact rewriteManifest(Path file, Artifact changed) throws IOException {
        JsonNode manifest = mapper.readTree(file.toFile());
        for (JsonNode listed : manifest.get("artifacts")) {
            if (listed.get("name").asText().equals(changed.name())) {
                ((ObjectNode) listed).setAll((ObjectNode) mapper.<JsonNode>valueToTree(changed));
            }
        }
        Path written = Files.createTempFile(Objects.requireNonNull(file.getParent()), ".", ".json");
        Files.writeString(written, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Artifact(MANIFEST, MediaTypes.of(MANIFEST), Files.size(file), Checksums.of(file), null);
    }

    private List<ArtifactEntity> bundles() {
        return await(() -> Panache.withSession(() -> repository.named(TABLE)));
    }

    private static long rows(UUID user, Path file) {
        try {
            return UserRows.without(user, file, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
