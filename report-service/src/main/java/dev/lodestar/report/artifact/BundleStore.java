package dev.lodestar.report.artifact;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bundles on disk. */
@ApplicationScoped
public class BundleStore {
    private final Path root;

    BundleStore(ArtifactConfig config) {
        this.root = config.directory().toAbsolutePath();
    }

    /** An empty place to write the bundle of a run. */
    public BundleDraft draft(UUID runId) throws IOException {
        Files.createDirectories(root);
        return new BundleDraft(Files.createTempDirectory(root, "." + runId + "-"));
    }

    /** Puts a finished draft in its place; a bundle of an earlier attempt gives way. */
    public void publish(UUID runId, BundleDraft draft) throws IOException {
        delete(runId);
        Files.move(draft.directory(), directory(runId), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was written of a draft that will not be published. */
    public void discard(BundleDraft draft) throws IOException {
        deleteTree(draft.directory());
    }

    /** The file of an artifact. The name must come from the database, not from a request. */
    Path file(UUID runId, Artifact artifact) {
        return directory(runId).resolve(artifact.name());
    }

    /** Whether the file of an artifact is there. */
    boolean has(UUID runId, Artifact artifact) {
        return Files.isRegularFile(file(runId, artifact));
    }

    /** Writes the artifacts as a ZIP archive, file after file, in constant memory. */
    void zip(UUID runId, List<Artifact> artifacts, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Artifact artifact : artifacts) {
            zip.putNextEntry(new ZipEntry(artifact.name()));
            try (InputStream file = Files.newInputStream(file(runId, artifact))) {
                file.transferTo(zip);
            }
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }

    /** Deletes the bundle of a run, if there is one. */
    public void delete(UUID runId) throws IOException {
        deleteTree(directory(runId));
    }

    private Path directory(UUID runId) {
        return root.resolve(runId.toString());
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
