package dev.lodestar.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.e2e.Operations.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests over every operation, with values that programs stumble over; the same for the same seed. Every operation comes once as it is meant, before anything random;
 * after that, half of the requests are valid ones in which one thing is wrong, which gets deeper than what is wrong all over.
 */
final class RandomRequests {
    private static final String PREFIX = "/api/v1";

    private static final List<String> ROLES =
            List.of("viewer", "analyst", "ingest", "operator", "privacy", "auditor", "admin", "");

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "9223372036854775807",
            "1e999",
            "NaN",
            "null",
            "true",
            "daily",
            "segment",
            "2024-02-30",
            "2024-02-29",
            "0001-01-01",
            "+999999999-12-31",
            "2024-01-01T00:00:00Z",
            "'%20or%201=1--",
            "%22%3E%3Cscript%3E",
            "%F0%9F%92%A9",
            "%ff%fe",
            "%zz",
            "a".repeat(2000),
            "%00",
            "segment:%00",
            "=1+1",
            "$%7B7*7%7D",
            "%0d%0aX:1",
            "a,b,,c");

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "{}",
            "\"x\"",
            "0",
            "[null]",
            "[{}]",
            "[".repeat(5_000),
            "{\"a\":".repeat(3_000),
            "{\"steps\":[{\"event\":\"page_viewed\"},{\"event\":\"content_edited\"}]}",
            "{\"steps\":[{\"event\":5},null,{\"event\":\"\\u0000\"}],\"window\":\"P9999999999999D\"}",
            "{\"steps\":[{\"event\":\"page_viewed\"},{\"event\":\"content_edited\"}],\"window\":\"-1d\",\"from\":\"9999-12-31\"}",
            "{\"months\":2147483648,\"seed\":1e400}",
            "{\"months\":-1}",
            "{\"from\":\"2024-02-30\",\"to\":\"x\"}",
            "{\"name\":\"" + "n".repeat(5_000) + "\"}",
            "{\"events\":[{\"user_id\":\"\",\"timestamp\":\"+1000000000-01-01T00:00:00Z\"}]}",
            "{\"assumptions\":[{\"name\":\"x\",\"value\":1e308,\"from\":\"0000-00-00\"}]}",
            "{\"expected_lift\":1e308,\"cost\":-1}",
            "{\"cohort_event\":{\"event\":\"signup\"},\"return_event\":\"any\",\"period\":\"century\"}",
            "{\"start\":\"page_viewed\",\"depth\":100000,\"limit\":-5}",
            "\u0000\u0001\ufffd",
            "a,b\n1,2\n\"",
            "{\"steps\":[" + "1,".repeat(2_000) + "1]}");

    private static final List<String> JSON_VALUES = List.of(
            "null",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"\":null}",
            "\"\"",
            "\"\\u0000\"",
            "\"" + "x".repeat(3_000) + "\"",
            "-1",
            "0",
            "1e308",
            "9223372036854775808",
            "true",
            "\"NaN\"",
            "\"2024-02-30\"",
            "\"+999999999-12-31\"",
            "\"-P1D\"");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Operation> operations;
    private final ValidRequests valid;
    private final Random random;
    private int next;

    RandomRequests(List<Operation> operations, ValidRequests valid, Random random) {
        this.operations =
                operations.stream().filter(operation -> !operation.isStream()).toList();
        this.valid = valid;
        this.random = random;
    }

    /** One request. */
    record Shot(Operation operation, String role, String address, String contentType, String accept, String body) {
        private Shot by(String otherRole) {
            return new Shot(operation, otherRole, address, contentType, accept, body);
        }

        private Shot with(String parameter, String value) {
            String one = address + (address.indexOf('?') < 0 ? '?' : '&') + parameter + '=' + value;
            return new Shot(operation, role, one, contentType, accept, body);
        }

        private Shot withBody(String otherBody) {
            return new Shot(operation, role, address, contentType, accept, otherBody);
        }
    }

    Shot next() {
        if (next < operations.size()) {
            return asMeant(operations.get(next++));
        }
        return random.nextBoolean() ? nearlyAsMeant(of(operations)) : wild(of(operations));
    }

    private Shot asMeant(Operation operation) {
        ValidRequests.Form form = valid.of(operation);
        return new Shot(operation, itsRole(operation), PREFIX + form.address(), form.type(), "*/*", form.body());
    }

    /** With another value of one parameter, or another body, or of a caller with any role. */
    private Shot nearlyAsMeant(Operation operation) {
        Shot meant = asMeant(operation);
        return switch (random.nextInt(operation.takesBody() ? 3 : 2)) {
            case 0 -> meant.by(of(ROLES));
            case 1 -> operation.query().isEmpty() ? meant : withOneValue(meant);
            default -> meant.withBody(random.nextInt(4) == 0 ? of(BODIES) : withAnotherValue(meant.body()));
        };
    }

    /** The same JSON with another value in one place; a body of another kind as it is. */
    private String withAnotherValue(String body) {
        try {
            JsonNode document = JSON.readTree(body);
            List<Place> places = new ArrayList<>();
            collect(document, places);
            if (places.isEmpty()) {
                return body;
            }
            of(places).put(JSON.readTree(of(JSON_VALUES)));
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException noJson) {
            return body;
        }
    }

    /** A member of an object, or an element of a list. */
    private record Place(JsonNode parent, String name, int index) {
        private void put(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }
    }

    private static void collect(JsonNode node, List<Place> places) {
        node.properties().forEach(member -> {
            places.add(new Place(node, member.getKey(), -1));
            collect(member.getValue(), places);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(new Place(node, "", i));
            collect(node.get(i), places);
        }
    }

    /** With the question as SQL, too, where it can be had: that is another way through the service. */
    private Shot withOneValue(Shot meant) {
        List<String> query = meant.operation().query();
        Shot one = meant.with(of(query), value());
        return query.contains("sql") && random.nextBoolean() ? one.by("analyst").with("sql", "duckdb") : one;
    }

    private static String itsRole(Operation operation) {
        return operation.role().equals("authenticated") ? "viewer" : operation.role();
    }

    private Shot wild(Operation operation) {
        StringBuilder address = new StringBuilder();
        for (String segment : operation.path().substring(1).split("/")) {
            address.append('/').append(segment.startsWith("{") ? segment() : segment);
        }
        if (!operation.query().isEmpty()) {
            for (int parameter = random.nextInt(4); parameter > 0; parameter--) {
                address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(of(operation.query()))
                        .append('=')
                        .append(value());
            }
        }
        return new Shot(
                operation,
                random.nextInt(3) == 0 ? of(ROLES) : itsRole(operation),
                address.toString(),
                of(List.of(
                        "application/json",
                        "application/json",
                        "application/json",
                        "application/x-ndjson",
                        "text/csv",
                        "text/xml")),
                of(List.of("*/*", "application/json", "text/csv", "application/sql", "image/png")),
                operation.takesBody() ? of(BODIES) : "");
    }

    private String segment() {
        String value = value();
        return value.isEmpty() ? "x" : value;
    }

    /** Clients of the JDK refuse to send what is no percent-encoding. */
    private String value() {
        String value = of(VALUES);
        return value.equals("%zz") ? "%25zz" : value;
    }

    private <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
