package dev.lodestar.report.artifact;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A bundle being written. Safe for several threads, each writing files of its own. */
public final class BundleDraft {
    /** Writes a file and returns its number of rows, null when it is not a table. */
    @FunctionalInterface
    public interface Content {
        @Nullable
        Long writeTo(OutputStream out) throws IOException;
    }

    private final Path directory;
    private final ConcurrentLinkedQueue<Artifact> artifacts = new ConcurrentLinkedQueue<>();

    BundleDraft(Path directory) {
        this.directory = directory;
    }

    /** Writes one file. A file that cannot be written leaves nothing behind. */
    public void file(String name, Content content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        MessageDigest digest = Checksums.sha256();
        Long rows;
        try (OutputStream out =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
            rows = content.writeTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        String checksum = HexFormat.of().formatHex(digest.digest());
        artifacts.add(new Artifact(name, MediaTypes.of(name), Files.size(file), checksum, rows));
    }

    /** Writes a text file in UTF-8. */
    public void text(String name, String text) throws IOException {
        file(name, out -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return null;
        });
    }

    /** What has been written so far, by name. */
    public List<Artifact> artifacts() {
        return artifacts.stream().sorted(Comparator.comparing(Artifact::name)).toList();
    }

    Path directory() {
        return directory;
    }
}
