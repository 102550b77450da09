package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents give as evidence is there: each test that one of them names. */
class EvidenceTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
    private static final Set<String> BUILT = Set.of("target", ".git", ".lodestar", "node_modules");

    @Test
    void every_test_that_a_document_names_exists() throws IOException {
        Map<String, String> tests = new HashMap<>();
        read(PROJECT, "Test.java").forEach((file, text) -> tests.merge(name(file), text, String::concat));
        List<String> missing = new ArrayList<>();
        int named = 0;
        Map<Path, String> documents = new HashMap<>(read(PROJECT.resolve("docs"), ".md"));
        documents.put(Path.of("SECURITY.md"), Files.readString(PROJECT.resolve("SECURITY.md")));
        for (Map.Entry<Path, String> document : documents.entrySet()) {
            Matcher evidence = NAMED.matcher(document.getValue());
            while (evidence.find()) {
                named++;
                if (!isThere(tests, evidence.group(1), evidence.group(2))) {
                    missing.add(document.getKey() + ": " + evidence.group());
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(100);
    }

    private static boolean isThere(Map<String, String> tests, String type, String method) {
        String text = tests.get(type);
        return text != null
                && (method == null
                        || Pattern.compile("void\\s+" + method + "\\(")
                                .matcher(text)
                                .find());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Map<Path, String> read(Path below, String ending) throws IOException {
        Map<Path, String> texts = new HashMap<>();
        Files.walkFileTree(below, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return BUILT.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    texts.put(file, text(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
