package dev.lodestar.launcher.suite;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Random credentials of one installation, made once and kept beside its data. They never leave the machine.
 *
 * @param values by name
 */
public record Secrets(Map<String, String> values) {
    /** Demo users, each with the realm role of the same name. */
    public static final List<String> DEMO_USERS =
            List.of("viewer", "analyst", "operator", "privacy", "auditor", "ingest", "admin");

    private static final int BYTES = 24;
    private static final int SIGNING_KEY_BYTES = 32;

    public Secrets {
        values = new TreeMap<>(values);
    }

    /** The installation's secrets; made when it has none yet. */
    public static Secrets of(Layout layout) {
        Secrets kept =
                Files.exists(layout.secrets()) ? Json.read(layout.secrets(), Secrets.class) : new Secrets(Map.of());
        Map<String, String> values = make();
        values.putAll(kept.values);
        Secrets secrets = new Secrets(values);
        if (!secrets.equals(kept)) {
            Json.write(layout.secrets(), secrets);
        }
        return secrets;
    }

    /** All that an installation needs; one that was made by an earlier version may lack some. */
    private static Map<String, String> make() {
        Map<String, String> made = new LinkedHashMap<>();
        SecureRandom random = new SecureRandom();
        for (String database : Suite.DATABASES) {
            made.put("database." + database, make(random));
        }
        for (String user : DEMO_USERS) {
            made.put("user." + user, make(random));
        }
        for (String name : List.of(
                "postgres",
                "keycloak.admin",
                "client.lodestar-gateway",
                "client.lodestar-report",
                "client.lodestar-ingest",
                "pseudonym",
                "notification")) {
            made.put(name, make(random));
        }
        made.put("audit.signing-key", make(random, SIGNING_KEY_BYTES));
        return made;
    }

    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new LaunchException("There is no secret '" + name + "'; remove .lodestar/ to start afresh.");
        }
        return value;
    }

    private static String make(SecureRandom random) {
        return make(random, BYTES);
    }

    private static String make(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
