package dev.lodestar.gateway.routing;

import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of the table.
 *
 * @param path the template below {@link RouteTable#PREFIX}: literal segments, {@code {name}} for one segment, {@code {name*}} at the end for one or more
 * @param access the least role
 */
public record Route(HttpMethod method, String path, Access access, Target target, Exchange exchange) {
    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(exchange, "exchange");
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException("not a path template: " + path);
        }
    }

    /** Whether the answer counts users of all segments, however the caller's token is held to some: what runs compute is the same for everybody. */
    public boolean countsEverybody() {
        return target == Target.REPORT && (access == Access.ANALYST || path.startsWith("/alerts"));
    }

    /** The template with the API's prefix, as it stands in audit rows and meters. */
    public String template() {
        return RouteTable.PREFIX + path;
    }

    /**
     * The path parameters when this template fits the path, else empty. Segments are compared as sent, without decoding.
     *
     * @param segments of the path below the prefix
     */
    Optional<Map<String, String>> fit(List<String> segments) {
        List<String> template = List.of(path.substring(1).split("/"));
        boolean openEnded = path.endsWith("*}");
        if (openEnded ? segments.size() < template.size() : segments.size() != template.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (expected.endsWith("*}")) {
                parameters.put(name(expected), String.join("/", segments.subList(i, segments.size())));
            } else if (expected.startsWith("{")) {
                parameters.put(name(expected), segments.get(i));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static String name(String segment) {
        return segment.replaceAll("[{}*]", "");
    }
}
