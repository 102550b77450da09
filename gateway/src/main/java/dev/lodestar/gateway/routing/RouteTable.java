package dev.lodestar.gateway.routing;

import static dev.lodestar.gateway.routing.Access.ANALYST;
import static dev.lodestar.gateway.routing.Access.AUDITOR;
import static dev.lodestar.gateway.routing.Access.AUTHENTICATED;
import static dev.lodestar.gateway.routing.Access.INGEST;
import static dev.lodestar.gateway.routing.Access.OPERATOR;
import static dev.lodestar.gateway.routing.Access.PRIVACY;
import static dev.lodestar.gateway.routing.Access.VIEWER;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API: every route with its least role and the service that answers it. HEAD is allowed where GET is. */
public final class RouteTable {
    /** Before every path of the table. */
    public static final String PREFIX = "/api/v1";

    private static final List<Route> ROUTES = Stream.of(
                    metrics(), cohorts(), growth(), analysis(), ingest(), privacy(), gateway())
            .flatMap(List::stream)
            .toList();

    /** Every template begins with a word of its own kind, which leaves few to compare with a path. */
    private static final Map<String, List<Route>> BY_FIRST_SEGMENT = ROUTES.stream()
            .collect(Collectors.groupingBy(route -> route.path().substring(1).split("/")[0]));

    private RouteTable() {}

    /** Every route, in no order that matters: where two templates fit a path, the one with fewer parameters wins. */
    public static List<Route> routes() {
        return ROUTES;
    }

    /** What the table says; the path is compared as sent, letter case included. */
    public static RouteMatch match(HttpMethod method, String path) {
        if (!path.startsWith(PREFIX + "/")) {
            return new RouteMatch.Unknown();
        }
        List<String> segments = List.of(path.substring(PREFIX.length() + 1).split("/", -1));
        HttpMethod asked = method.equals(HEAD) ? GET : method;
        RouteMatch.Found best = null;
        Set<HttpMethod> allowed = new TreeSet<>((a, b) -> a.name().compareTo(b.name()));
        for (Route route : BY_FIRST_SEGMENT.getOrDefault(segments.getFirst(), List.of())) {
            Optional<Map<String, String>> parameters = route.fit(segments);
            if (parameters.isEmpty()) {
                continue;
            }
            allowed.add(route.method());
            if (route.method().equals(asked)
                    && (best == null
                            || parameters.get().size() < best.parameters().size())) {
                best = new RouteMatch.Found(route, parameters.get());
            }
        }
        if (best != null) {
            return best;
        }
        return allowed.isEmpty() ? new RouteMatch.Unknown() : new RouteMatch.WrongMethod(allowed);
    }

    private static List<Route> metrics() {
        return List.of(
                query(GET, "/metrics/summary", VIEWER, Target.METRICS),
                query(GET, "/metrics/north-star", VIEWER, Target.METRICS),
                query(GET, "/metrics/engagement", VIEWER, Target.METRICS),
                query(GET, "/metrics/stickiness", VIEWER, Target.METRICS),
                query(GET, "/metrics/activation", VIEWER, Target.METRICS),
                query(GET, "/metrics/activation/users", ANALYST, Target.METRICS),
                query(GET, "/metrics/features", VIEWER, Target.METRICS),
                query(GET, "/metrics/power-users", VIEWER, Target.METRICS),
                query(GET, "/metrics/acquisition", VIEWER, Target.METRICS),
                query(POST, "/metrics/paths", ANALYST, Target.METRICS),
                query(GET, "/funnel", VIEWER, Target.METRICS),
                query(POST, "/funnel/query", ANALYST, Target.METRICS),
                query(GET, "/funnel/users", ANALYST, Target.METRICS),
                query(POST, "/funnel/users", ANALYST, Target.METRICS),
                query(GET, "/sql", ANALYST, Target.METRICS),
                query(GET, "/sql/{name}", ANALYST, Target.METRICS),
                query(POST, "/sql", ANALYST, Target.METRICS));
    }

    private static List<Route> cohorts() {
        return List.of(
                query(GET, "/cohorts/retention", VIEWER, Target.COHORT),
                query(POST, "/cohorts/retention/query", ANALYST, Target.COHORT),
                query(GET, "/cohorts/day-n", VIEWER, Target.COHORT),
                query(GET, "/cohorts/ltv", VIEWER, Target.COHORT),
                query(POST, "/cohorts/ltv/fit", ANALYST, Target.COHORT),
                query(GET, "/cohorts/comparison", VIEWER, Target.COHORT),
                query(GET, "/cohorts/saved", VIEWER, Target.COHORT),
                new Route(POST, "/cohorts/saved", ANALYST, Target.COHORT, Exchange.BATCH),
                query(GET, "/cohorts/saved/{id}", VIEWER, Target.COHORT),
                new Route(PUT, "/cohorts/saved/{id}", ANALYST, Target.COHORT, Exchange.BATCH),
                query(DELETE, "/cohorts/saved/{id}", ANALYST, Target.COHORT));
    }

    private static List<Route> growth() {
        return List.of(
                query(GET, "/growth/levers", VIEWER, Target.GROWTH),
                query(PUT, "/growth/levers/{name}", OPERATOR, Target.GROWTH),
                query(GET, "/growth/projections", VIEWER, Target.GROWTH),
                query(GET, "/growth/sensitivity", VIEWER, Target.GROWTH),
                query(GET, "/growth/unit-economics", VIEWER, Target.GROWTH),
                query(GET, "/assumptions", VIEWER, Target.GROWTH),
                query(PUT, "/assumptions", OPERATOR, Target.GROWTH));
    }

    private static List<Route> analysis() {
        return List.of(
                query(POST, "/analysis/run", ANALYST, Target.REPORT),
                query(GET, "/analysis/runs", VIEWER, Target.REPORT),
                query(GET, "/analysis/runs/{id}", VIEWER, Target.REPORT),
                download("/analysis/runs/{id}/events", VIEWER),
                download("/analysis/runs/{id}/artifacts", ANALYST),
                download("/analysis/runs/{id}/artifacts/{name*}", ANALYST),
                download("/analysis/runs/{id}/bundle.zip", ANALYST),
                query(GET, "/alerts", VIEWER, Target.REPORT),
                query(GET, "/alerts/rules", VIEWER, Target.REPORT),
                query(GET, "/alerts/rules/{id}", VIEWER, Target.REPORT),
                query(POST, "/alerts/rules", OPERATOR, Target.REPORT),
                query(PUT, "/alerts/rules/{id}", OPERATOR, Target.REPORT),
                query(DELETE, "/alerts/rules/{id}", OPERATOR, Target.REPORT),
                query(GET, "/schedules", OPERATOR, Target.REPORT),
                query(GET, "/schedules/{id}", OPERATOR, Target.REPORT),
                query(POST, "/schedules", OPERATOR, Target.REPORT),
                query(PUT, "/schedules/{id}", OPERATOR, Target.REPORT),
                query(DELETE, "/schedules/{id}", OPERATOR, Target.REPORT));
    }

    private static List<Route> ingest() {
        return List.of(
                new Route(POST, "/events", INGEST, Target.INGEST, Exchange.BATCH),
                new Route(POST, "/profiles", INGEST, Target.INGEST, Exchange.BATCH),
                new Route(POST, "/acquisition", INGEST, Target.INGEST, Exchange.BATCH),
                new Route(POST, "/imports/{kind}", INGEST, Target.INGEST, Exchange.UPLOAD),
                query(GET, "/imports", INGEST, Target.INGEST),
                query(GET, "/imports/{id}", INGEST, Target.INGEST),
                query(GET, "/tracking-plan", VIEWER, Target.INGEST),
                query(PUT, "/tracking-plan", OPERATOR, Target.INGEST),
                query(GET, "/quality", VIEWER, Target.INGEST),
                query(GET, "/quality/reconciliation", VIEWER, Target.INGEST),
                query(GET, "/quality/drift", VIEWER, Target.INGEST),
                query(GET, "/quality/quarantine", OPERATOR, Target.INGEST),
                query(POST, "/quality/quarantine/replay", OPERATOR, Target.INGEST));
    }

    private static List<Route> privacy() {
        return List.of(
                query(DELETE, "/users/{user_id}", PRIVACY, Target.INGEST),
                query(DELETE, "/users", PRIVACY, Target.INGEST),
                new Route(GET, "/users/export", PRIVACY, Target.INGEST, Exchange.DOWNLOAD),
                new Route(GET, "/users/{user_id}/export", PRIVACY, Target.INGEST, Exchange.DOWNLOAD),
                query(GET, "/erasures/{id}", PRIVACY, Target.INGEST));
    }

    private static List<Route> gateway() {
        return List.of(
                query(GET, "/me", AUTHENTICATED, Target.GATEWAY),
                query(GET, "/openapi", AUTHENTICATED, Target.GATEWAY),
                query(GET, "/audit", AUDITOR, Target.GATEWAY),
                query(GET, "/audit/verify", AUDITOR, Target.GATEWAY),
                query(GET, "/audit/checkpoints", AUDITOR, Target.GATEWAY),
                new Route(GET, "/audit/export", AUDITOR, Target.GATEWAY, Exchange.DOWNLOAD));
    }

    private static Route query(HttpMethod method, String path, Access access, Target target) {
        return new Route(method, path, access, target, Exchange.QUERY);
    }

    private static Route download(String path, Access access) {
        return new Route(GET, path, access, Target.REPORT, Exchange.DOWNLOAD);
    }
}
