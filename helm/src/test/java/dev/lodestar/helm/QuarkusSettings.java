package dev.lodestar.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The framework's own settings that can be changed when a service starts, from the models that its jars carry for the documentation. */
final class QuarkusSettings {
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final Pattern NAME_IN_QUOTES = Pattern.compile("\\.?\"[^\"]*\"\\.?");
    private static final List<Pattern> CHANGEABLE = read();

    private QuarkusSettings() {}

    /** Whether a variable sets something, and at the start rather than at the build only. */
    static boolean knows(String variable) {
        return CHANGEABLE.stream().anyMatch(pattern -> pattern.matcher(variable).matches());
    }

    private static List<Pattern> read() {
        List<Pattern> patterns = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        try {
            for (URL model :
                    Collections.list(QuarkusSettings.class.getClassLoader().getResources(MODEL))) {
                collect(mapper.readTree(model), patterns);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(patterns);
    }

    private static void collect(JsonNode node, List<Pattern> patterns) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            add(node.path("path"), patterns);
            node.path("additionalPaths").forEach(path -> add(path, patterns));
        }
        node.forEach(child -> collect(child, patterns));
    }

    /** A name in quotes, as of a tenant, stands between two underscores on either side; at the end it has one. */
    private static void add(JsonNode path, List<Pattern> patterns) {
        String property = path.path("property").asText();
        if (property.isEmpty()) {
            return;
        }
        String named = NAME_IN_QUOTES.matcher(property).replaceAll("<>");
        String variable = named.replaceAll("[^A-Za-z0-9<>]", "_").toUpperCase(Locale.ROOT);
        String expression = variable.replaceAll("<>$", "__[A-Z0-9_]+_").replace("<>", "__[A-Z0-9]+(_[A-Z0-9]+)*__");
        patterns.add(Pattern.compile(expression));
    }
}
