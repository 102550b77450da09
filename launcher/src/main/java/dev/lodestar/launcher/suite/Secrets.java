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

    public Secrets {
        values = new TreeMap<>(values);
    }

    /** The installation's secrets; made when it has none yet. */
    public static Secrets of(Layout layout) {
        if (Files.exists(layout.secrets())) {
            return Json.read(layout.secrets(), Secrets.class);
        }
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
                "pseudonym")) {
            made.put(name, make(random));
        }
        Secrets secrets = new Secrets(made);
        Json.write(layout.secrets(), secrets);
        return secrets;
    }

    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new LaunchException("There is no secret '" + name + "'; remove .lodestar/ to start afresh.");
        }
        return value;
    }

    private static String make(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
