package dev.lodestar.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.kit.identity.Roles;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    static List<Route> routes() {
        return RouteTable.routes();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void every_route_has_a_role_and_a_service(Route route) {
        assertThat(route.access()).isNotNull();
        assertThat(route.access().role()).isNotBlank();
        assertThat(route.target()).isNotNull();
        assertThat(route.access().permits(Set.of())).isEqualTo(route.access() == Access.AUTHENTICATED);
    }

    @Test
    void only_me_and_the_description_of_the_api_are_open_to_any_role() {
        assertThat(RouteTable.routes())
                .filteredOn(route -> route.access() == Access.AUTHENTICATED)
                .extracting(Route::path)
                .containsExactlyInAnyOrder("/me", "/openapi");
    }

    @Test
    void no_two_routes_have_the_same_method_and_path() {
        assertThat(RouteTable.routes())
                .extracting(route -> route.method() + " " + route.path().replaceAll("\\{[^}*]+}", "{}"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/metrics/north-star, METRICS, VIEWER",
        "HEAD, /api/v1/metrics/north-star, METRICS, VIEWER",
        "GET, /api/v1/funnel, METRICS, VIEWER",
        "POST, /api/v1/funnel/query, METRICS, ANALYST",
        "POST, /api/v1/funnel/users, METRICS, ANALYST",
        "GET, /api/v1/sql/power_users, METRICS, ANALYST",
        "GET, /api/v1/cohorts/retention, COHORT, VIEWER",
        "PUT, /api/v1/growth/levers/viral_sharing, GROWTH, OPERATOR",
        "POST, /api/v1/analysis/run, REPORT, ANALYST",
        "GET, /api/v1/analysis/runs/17/bundle.zip, REPORT, ANALYST",
        "GET, /api/v1/analysis/runs/17/artifacts/sql/power_users.sql, REPORT, ANALYST",
        "GET, /api/v1/analysis/runs/17/events, REPORT, VIEWER",
        "GET, /api/v1/schedules/17, REPORT, OPERATOR",
        "POST, /api/v1/imports/events, INGEST, INGEST",
        "GET, /api/v1/quality/quarantine, INGEST, OPERATOR",
        "DELETE, /api/v1/users/u-1, INGEST, PRIVACY",
        "GET, /api/v1/audit/verify, GATEWAY, AUDITOR"
    })
    void a_path_leads_to_its_service_and_role(String method, String path, Target target, Access access) {
        RouteMatch match = RouteTable.match(HttpMethod.valueOf(method), path);

        assertThat(match).isInstanceOfSatisfying(RouteMatch.Found.class, found -> {
            assertThat(found.route().target()).isEqualTo(target);
            assertThat(found.route().access()).isEqualTo(access);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1",
                "/api/v1/",
                "/api/v1/metrics",
                "/api/v1/metrics/",
                "/api/v1/Metrics/summary",
                "/api/v2/me",
                "/api/v1/metrics/summary/",
                "/api/v1/sql/a/b",
                "/q/metrics"
            })
    void what_is_not_in_the_table_is_unknown(String path) {
        RouteMatch match = RouteTable.match(HttpMethod.GET, path);

        assertThat(match).isEqualTo(new RouteMatch.Unknown());
    }

    @Test
    void a_known_path_with_another_method_names_the_allowed_ones() {
        RouteMatch match = RouteTable.match(HttpMethod.DELETE, "/api/v1/assumptions");

        assertThat(match).isEqualTo(new RouteMatch.WrongMethod(Set.of(HttpMethod.GET, HttpMethod.PUT)));
    }

    @Test
    void parameters_of_the_path_are_named() {
        RouteMatch match = RouteTable.match(HttpMethod.GET, "/api/v1/analysis/runs/17/artifacts/figures/funnel.html");

        assertThat(((RouteMatch.Found) match).parameters())
                .isEqualTo(Map.of("id", "17", "name", "figures/funnel.html"));
    }

    @Test
    void a_role_permits_only_what_asks_for_it() {
        assertThat(Access.ANALYST.permits(Set.of(Roles.VIEWER))).isFalse();
        assertThat(Access.ANALYST.permits(Set.of(Roles.VIEWER, Roles.ANALYST))).isTrue();
        assertThat(Access.AUTHENTICATED.permits(Set.of())).isTrue();
    }
}
