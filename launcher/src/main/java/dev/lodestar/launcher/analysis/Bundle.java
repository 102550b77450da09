package dev.lodestar.launcher.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.launcher.suite.Json;
import dev.lodestar.launcher.suite.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The bundle on disk.
 *
 * @param directory where it lies
 */
public record Bundle(Path directory) {
    private static final String REPORT = "analytics_framework_report.txt";
    private static final String MANIFEST = "manifest.json";

    /**
     * Unpacks a downloaded bundle in the place of an earlier one: what that one's manifest lists goes, and nothing else, as the directory may be
     * somebody's own.
     *
     * @param kept files that stay in any case, as the data that are analysed may come from an earlier bundle
     */
    public static Bundle unpack(Path zip, Path directory, Collection<Path> kept) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            Path root = Files.createDirectories(directory).toAbsolutePath().normalize();
            removeEarlier(root, kept);
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = root.resolve(entry.getName()).normalize();
                if (!file.startsWith(root)) {
                    throw new LaunchException("The bundle names a file outside its folder: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new Bundle(directory);
        } catch (IOException e) {
            throw new LaunchException("The bundle cannot be written to " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void removeEarlier(Path root, Collection<Path> kept) throws IOException {
        for (String name : listed(root.resolve(MANIFEST))) {
            Path file = root.resolve(name).normalize();
            if (file.startsWith(root) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !isAmong(kept, file)) {
                Files.delete(file);
            }
        }
    }

    private static boolean isAmong(Collection<Path> kept, Path file) throws IOException {
        for (Path other : kept) {
            if (Files.exists(other) && Files.isSameFile(other, file)) {
                return true;
            }
        }
        return false;
    }

    /** The names that a manifest lists; none where there is no manifest, or a file of that name that is none. */
    private static List<String> listed(Path manifest) throws IOException {
        if (!Files.isRegularFile(manifest)) {
            return List.of();
        }
        try {
            return Json.MAPPER.readTree(manifest.toFile()).path("artifacts").findValuesAsText("name");
        } catch (JsonProcessingException somebodyElses) {
            return List.of();
        }
    }

    /**
     * Adds the generated profiles and events, which no person stands behind, and lists them in the manifest, with what the notebook must know of
     * them.
     *
     * @param passiveTypes the event types that are no activity
     */
    public void addSynthetic(DataFiles data, Collection<String> passiveTypes) {
        Path manifest = directory.resolve(MANIFEST);
        try {
            ObjectNode root = (ObjectNode) Json.MAPPER.readTree(manifest.toFile());
            ArrayNode artifacts = root.withArrayProperty("artifacts");
            for (String name : List.of(DataFiles.PROFILES, DataFiles.EVENTS)) {
                artifacts.add(copy(data.directory().resolve(name), name));
            }
            passiveTypes.forEach(root.putArray("passive_event_types")::add);
            Json.MAPPER.writeValue(manifest.toFile(), root);
        } catch (IOException e) {
            throw new LaunchException("The generated data cannot be added to the bundle: " + e.getMessage(), e);
        }
    }

    private ObjectNode copy(Path source, String name) throws IOException {
        Path target = directory.resolve(name);
        MessageDigest digest = sha256();
        long lines = 0;
        try (InputStream in = Files.newInputStream(source);
                DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return Json.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("media_type", "text/csv; charset=utf-8")
                .put("size_bytes", Files.size(target))
                .put("sha256", HexFormat.of().formatHex(digest.digest()))
                .put("row_count", lines - 1);
    }

    /** The first part of the report: what happened, in the figures of this run. */
    public String executiveSummary() {
        try {
            List<String> summary = new ArrayList<>();
            boolean inside = false;
            for (String line : Files.readAllLines(directory.resolve(REPORT))) {
                if (inside && line.equals("KEY INSIGHTS")) {
                    break;
                }
                inside |= line.equals("EXECUTIVE SUMMARY");
                if (inside) {
                    summary.add(line);
                }
            }
            return String.join("\n", summary).strip();
        } catch (IOException e) {
            throw new LaunchException("The report cannot be read: " + e.getMessage(), e);
        }
    }

    /** How many files the manifest lists. */
    public int size() {
        try {
            JsonNode manifest = Json.MAPPER.readTree(directory.resolve(MANIFEST).toFile());
            return manifest.path("artifacts").size();
        } catch (IOException e) {
            throw new LaunchException("The manifest cannot be read: " + e.getMessage(), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
