package dev.lodestar.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the API says of itself: every operation, with its role and its parameters. */
final class Operations {
    private Operations() {}

    /**
     * An operation.
     *
     * @param path with parameters in braces, {@code /api/v1} included
     * @param role the least; {@code authenticated} for any
     * @param query names of the parameters of the query
     * @param built whether its service says more of it than its address; what is not there yet is an address of the gateway alone
     */
    record Operation(String method, String path, String role, List<String> query, boolean built) {
        /** The path with every parameter replaced. */
        String with(String parameter) {
            return path.replaceAll("\\{[^}]*}", parameter);
        }

        boolean takesBody() {
            return method.equals("POST") || method.equals("PUT");
        }

        /** Ends only when its run ends. */
        boolean isStream() {
            return method.equals("GET") && path.endsWith("/events");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> of(Lodestar lodestar) {
        JsonNode document;
        try {
            document = new ObjectMapper()
                    .readTree(lodestar.as("viewer").get("/openapi").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!document.path("x-unavailable-services").isEmpty()) {
            throw new AssertionError("not all services answered: " + document.path("x-unavailable-services"));
        }
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue().path("x-role").asText(),
                                query(method.getValue()),
                                !method.getValue().path("responses").has("default")))));
        return operations;
    }

    private static List<String> query(JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }
}
