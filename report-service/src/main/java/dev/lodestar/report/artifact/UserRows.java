package dev.lodestar.report.artifact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A table of single users, by pseudonym in the first column. Bytes are taken as they are, so that what stays is the same. */
final class UserRows {
    private UserRows() {}

    /** How many rows a table has, its header not counted. */
    static long count(Path table) throws IOException {
        Walk walk = new Walk(line -> true);
        walk.over(table, null);
        return walk.rows - 1;
    }

    /**
     * Reads a table and writes the rows of everybody but one.
     *
     * @param target null to count only
     * @return how many rows are the user's
     */
    static long without(UUID user, Path table, @Nullable Path target) throws IOException {
        String begin = user + ",";
        Walk walk = new Walk(line -> line.startsWith(begin));
        walk.over(table, target);
        return walk.rows;
    }

    /** Counts the rows that are wanted and copies the others; a row goes on where a quote is open at the end of its line. */
    private static final class Walk {
        private final Predicate<String> wanted;
        private long rows;

        Walk(Predicate<String> wanted) {
            this.wanted = wanted;
        }

        void over(Path table, @Nullable Path target) throws IOException {
            try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1);
                    Writer others = target == null
                            ? Writer.nullWriter()
                            : Files.newBufferedWriter(target, StandardCharsets.ISO_8859_1)) {
                boolean open = false;
                boolean counted = false;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!open) {
                        counted = wanted.test(line);
                        rows += counted ? 1 : 0;
                    }
                    open ^= line.chars().filter(character -> character == '"').count() % 2 == 1;
                    if (!counted) {
                        others.write(line);
                        others.write('\n');
                    }
                }
            }
        }
    }
}
