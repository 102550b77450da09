package dev.lodestar.e2e;

import dev.lodestar.e2e.Operations.Operation;
import dev.lodestar.gateway.routing.Route;
import dev.lodestar.gateway.routing.RouteTable;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many calls have got past the gateway and to whom, and how many were answered well: by the gateway's own count. */
final class ReachedServices {
    private static final Pattern COUNT =
            Pattern.compile("lodestar_gateway_requests_seconds_count\\{(?<labels>.*)} (?<count>\\S+)(?: #.*)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** By method and template of the route, then service and class of status. */
    private final Map<Key, Long> counts;

    private record Key(String operation, String service, String status) {}

    private ReachedServices(Map<Key, Long> counts) {
        this.counts = counts;
    }

    static ReachedServices now(Lodestar lodestar) {
        Map<Key, Long> counts = new HashMap<>();
        lodestar.meters("gateway")
                .lines()
                .map(COUNT::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    Map<String, String> labels = new HashMap<>();
                    LABEL.matcher(line.group("labels"))
                            .results()
                            .forEach(label -> labels.put(label.group(1), label.group(2)));
                    Key key = new Key(
                            labels.get("method") + " " + labels.get("route"),
                            labels.getOrDefault("target", ""),
                            labels.getOrDefault("status", ""));
                    counts.put(key, (long) Double.parseDouble(line.group("count")));
                });
        return new ReachedServices(counts);
    }

    /** What came after an earlier count. */
    ReachedServices since(ReachedServices earlier) {
        Map<Key, Long> added = new HashMap<>(counts);
        earlier.counts.forEach((key, count) -> added.merge(key, -count, Long::sum));
        return new ReachedServices(added);
    }

    /** Calls that the gateway handed to a service, or answered itself. */
    long of(String service) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().service().equals(service))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Calls of an operation that ended well. */
    long answered(Operation operation) {
        Route route = route(operation);
        return counts.entrySet().stream()
                .filter(count -> count.getKey().operation().equals(operation.method() + " " + route.template()))
                .filter(count -> count.getKey().status().equals("2xx"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Who answers an operation. */
    static String behind(Operation operation) {
        return route(operation).target().service();
    }

    private static Route route(Operation operation) {
        return RouteTable.routes().stream()
                .filter(route -> route.method().name().equals(operation.method()))
                .filter(route -> route.template()
                        .replace("*}", "}")
                        .equals(operation.path().replaceAll("\\{(\\w+)[^}]*}", "{$1}")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no route is the operation " + operation));
    }
}
