package dev.lodestar.e2e;

import dev.lodestar.e2e.Operations.Operation;
import java.util.List;
import java.util.Random;

/** Requests over every operation, with values that programs stumble over; the same for the same seed. */
final class RandomRequests {
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

    private final List<Operation> operations;
    private final Random random;

    RandomRequests(List<Operation> operations, Random random) {
        this.operations =
                operations.stream().filter(operation -> !operation.isStream()).toList();
        this.random = random;
    }

    /** One request. */
    record Shot(Operation operation, String role, String address, String contentType, String accept, String body) {}

    Shot next() {
        Operation operation = of(operations);
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
                random.nextInt(3) == 0
                        ? of(ROLES)
                        : operation.role().equals("authenticated") ? "viewer" : operation.role(),
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
