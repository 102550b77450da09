package dev.lodestar.gateway.routing;

import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Set;

/** What the table says about a method and a path. */
public sealed interface RouteMatch {
    /**
     * The route exists.
     *
     * @param parameters the path's parameters by name, as sent
     */
    record Found(Route route, Map<String, String> parameters) implements RouteMatch {}

    /**
     * The path exists, the method does not.
     *
     * @param allowed the methods that do
     */
    record WrongMethod(Set<HttpMethod> allowed) implements RouteMatch {}

    /** Nothing in the table fits the path. */
    record Unknown() implements RouteMatch {}
}
