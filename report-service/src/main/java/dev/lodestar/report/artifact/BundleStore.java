package dev.lodestar.report.artifact;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bundles on disk, a directory each by the id of its run. What begins with a dot is being written. */
@ApplicationScoped
public class BundleStore {
    private static final String UNFINISHED = ".";

    private static final Pattern RUN = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path root;

    BundleStore(ArtifactConfig config) {
        this.root = config.directory().toAbsolutePath();
    }

    /** An empty place to write the bundle of a run. */
    public BundleDraft draft(UUID runId) throws IOException {
        Files.createDirectories(root);
        return new BundleDraft(Files.createTempDirectory(root, UNFINISHED + runId + "-"));
    }

    /** An empty file that is to replace one of the run's bundle. */
    Path replacement(UUID runId, String name) throws IOException {
        Files.createDirectories(root);
        return Files.createTempFile(root, UNFINISHED + runId + "-", "-" + name);
    }

    /** Every file of that name that is being written, for a bundle or in place of one of its files. One that is listed may be gone when it is read. */
    List<Path> unfinished(String name) throws IOException {
        return files(this::isUnfinished, name);
    }

    /** The file of that name of every bundle, also of one that no run owns. */
    List<Path> finished(String name) throws IOException {
        return files(this::isBundle, name);
    }

    /** Whose bundle a file lies in. */
    UUID runOf(Path file) {
        return UUID.fromString(nameOf(root.relativize(file).getName(0)));
    }

    /** Whether nothing has come to a run's bundle since then. */
    boolean isOlder(UUID runId, Instant before) throws IOException {
        return Files.getLastModifiedTime(directory(runId)).toInstant().isBefore(before);
    }

    private List<Path> files(Predicate<Path> wanted, String name) throws IOException {
        return entries(wanted).stream()
                .map(entry -> Files.isDirectory(entry) ? entry.resolve(name) : entry)
                .filter(file -> nameOf(file).endsWith(name) && Files.isRegularFile(file))
                .toList();
    }

    /**
     * Deletes what was being written and to which nothing has come since then.
     *
     * @return how many drafts and files there were
     */
    int sweep(Instant before) throws IOException {
        int swept = 0;
        for (Path entry : entries(this::isUnfinished)) {
            if (Files.getLastModifiedTime(entry).toInstant().isBefore(before)) {
                deleteTree(entry);
                swept++;
            }
        }
        return swept;
    }

    private List<Path> entries(Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(wanted).toList();
        }
    }

    private boolean isUnfinished(Path entry) {
        return nameOf(entry).startsWith(UNFINISHED);
    }

    private boolean isBundle(Path entry) {
        return RUN.matcher(nameOf(entry)).matches();
    }

    private static String nameOf(Path entry) {
        return entry.getFileName().toString();
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
