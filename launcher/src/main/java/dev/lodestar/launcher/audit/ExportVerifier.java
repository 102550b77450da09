package dev.lodestar.launcher.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export line by line, in constant memory but for the heads that are given from outside: recomputes each hash, follows the chain, checks each signature. Where a file does not begin
 * with the first entry of all, that place must be signed too, else whoever had the file could have taken lines off its front.
 */
public final class ExportVerifier {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 2;

    /** Files of this version do not sign the place where they begin. */
    private static final int FIRST_VERSION = 1;

    private static final String GENESIS_HASH = "0".repeat(64);

    private final HeadKeys trusted;
    private final boolean ownKeysOnly;
    private final Map<Long, JsonNode> outside = new HashMap<>();

    private HeadKeys keys;
    private long sequence;
    private String hash = "";
    private long entries;
    private long heads;
    private long signedUpTo;
    private Beginning beginning = Beginning.GENESIS;

    private ExportVerifier(HeadKeys trusted) {
        this.trusted = trusted;
        this.ownKeysOnly = trusted.isEmpty();
        this.keys = trusted;
    }

    /**
     * Checks a file.
     *
     * @param trusted public keys (X.509, Base64) whose signatures count; without any, those that the file itself names
     * @param outside a file of signed heads kept elsewhere, one JSON document a line, such as the records of the Kafka topic; null for none
     * @throws BrokenExportException when anything does not fit, with the line and what is wrong
     */
    public static Proof verify(Path export, List<String> trusted, @Nullable Path outside) throws IOException {
        ExportVerifier verifier = new ExportVerifier(HeadKeys.of(trusted));
        if (outside != null) {
            verifier.expect(outside);
        }
        return verifier.read(export);
    }

    private void expect(Path heads) throws IOException {
        for (String line : Files.readAllLines(heads)) {
            if (!line.isBlank()) {
                JsonNode head = JSON.readTree(line);
                outside.put(head.path("sequence").asLong(), head);
            }
        }
    }

    private Proof read(Path export) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
            int number = 1;
            begin(document(lines.readLine(), number));
            long first = sequence + 1;
            while (true) {
                JsonNode line = document(lines.readLine(), ++number);
                switch (line.path("line").asText()) {
                    case "entry" -> entry(line, number);
                    case "signed_head" -> head(line, number);
                    case "end" -> {
                        end(line, lines.readLine(), number);
                        return new Proof(
                                first, entries, heads, signedUpTo, sequence, hash, keys.ids(), ownKeysOnly, beginning);
                    }
                    default -> throw broken(number, "unknown line");
                }
            }
        }
    }

    private static JsonNode document(@Nullable String line, int number) throws IOException {
        if (line == null) {
            throw broken(number, "the file ends before its last line: it is cut off");
        }
        return JSON.readTree(line);
    }

    private void begin(JsonNode line) {
        int version = line.path("version").asInt();
        if (!line.path("line").asText().equals("export") || version < FIRST_VERSION || version > VERSION) {
            throw broken(1, "not an audit export of a version up to " + VERSION);
        }
        sequence = line.path("after").asLong();
        signedUpTo = sequence;
        hash = line.path("after_hash").asText();
        if (ownKeysOnly) {
            List<String> named = new ArrayList<>();
            line.path("public_keys").forEach(key -> named.add(key.asText()));
            keys = HeadKeys.of(named);
        }
        JsonNode elsewhere = outside.remove(sequence);
        if (elsewhere != null) {
            signed(elsewhere, 1);
        }
        beginning = sequence == 0 ? genesis() : beginning(line.path("after_signed"), elsewhere != null);
    }

    private Beginning genesis() {
        if (!hash.equals(GENESIS_HASH)) {
            throw broken(1, "the first entry of all does not follow " + GENESIS_HASH);
        }
        return Beginning.GENESIS;
    }

    private Beginning beginning(JsonNode signature, boolean keptElsewhere) {
        if (signature.isObject()) {
            ObjectNode place = signature.deepCopy();
            place.put("sequence", sequence).put("hash", hash);
            for (Beginning signed : List.of(Beginning.FLOOR, Beginning.HEAD)) {
                String kind = signed.name().toLowerCase(Locale.ROOT);
                if (kind.equals(signature.path("kind").asText()) && keys.signed(kind, place)) {
                    return signed;
                }
            }
        } else if (keptElsewhere) {
            return Beginning.HEAD;
        }
        throw broken(1, "the file begins after entry " + sequence + ", and no trusted key has signed that place");
    }

    private void entry(JsonNode line, int number) {
        if (line.path("sequence").asLong() != sequence + 1) {
            throw broken(number, "entry " + (sequence + 1) + " is missing or out of place");
        }
        if (!line.path("previous_hash").asText().equals(hash)) {
            throw broken(number, "entry " + (sequence + 1) + " does not follow the one before it");
        }
        String computed = sha256(CanonicalJson.of(line, List.of("line", "hash")));
        if (!computed.equals(line.path("hash").asText())) {
            throw broken(number, "entry " + (sequence + 1) + " was changed");
        }
        sequence++;
        hash = computed;
        entries++;
        JsonNode head = outside.remove(sequence);
        if (head != null) {
            signed(head, number);
        }
    }

    private void head(JsonNode line, int number) {
        if (line.path("sequence").asLong() != sequence) {
            throw broken(number, "a signed head is out of place");
        }
        signed(line, number);
        signedUpTo = sequence;
        heads++;
    }

    private void signed(JsonNode head, int number) {
        if (!head.path("hash").asText().equals(hash)) {
            throw broken(
                    number, "the chain up to entry " + sequence + " is not the one that was signed: it was rewritten");
        }
        if (!keys.signed(head)) {
            throw broken(
                    number, "the signature over entry " + sequence + " is not valid, or by a key that is not trusted");
        }
    }

    private void end(JsonNode line, @Nullable String more, int number) {
        if (line.path("entries").asLong() != entries
                || line.path("signed_heads").asLong() != heads
                || more != null) {
            throw broken(number, "the file holds other numbers of lines than its end says");
        }
        outside.keySet().stream().filter(place -> place > sequence).findFirst().ifPresent(place -> {
            throw broken(
                    number,
                    "entry " + place + " was signed, but the file ends at entry " + sequence + ": the end was cut off");
        });
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static BrokenExportException broken(int line, String what) {
        return new BrokenExportException("line " + line + ": " + what);
    }

    /**
     * What a file that fits proves.
     *
     * @param first sequence of the first entry
     * @param entries in the file
     * @param signedHeads in the file, all valid
     * @param signedUpTo the last entry that a signature covers; what follows has only the chain
     * @param last sequence of the last entry
     * @param lastHash its hash
     * @param keyIds of the keys that were trusted
     * @param ownKeysOnly whether these were named by the file itself: then whoever wrote the file may have made them
     * @param beginning what is before the first entry
     */
    public record Proof(
            long first,
            long entries,
            long signedHeads,
            long signedUpTo,
            long last,
            String lastHash,
            List<String> keyIds,
            boolean ownKeysOnly,
            Beginning beginning) {}

    /** What is before the first entry of a file. */
    public enum Beginning {
        /** Nothing: it is the first of all. */
        GENESIS,
        /** Entries that the retention policy removed, by its signature. */
        FLOOR,
        /** Entries that are in the log, up to a signed head: the file is an excerpt. */
        HEAD
    }
}
