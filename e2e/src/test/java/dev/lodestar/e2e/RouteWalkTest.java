package dev.lodestar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lodestar.gateway.routing.Access;
import dev.lodestar.gateway.routing.Route;
import dev.lodestar.gateway.routing.RouteMatch;
import dev.lodestar.gateway.routing.RouteTable;
import dev.lodestar.gateway.routing.Target;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks every resource method of every service, as compiled: each names a role, each address of the API is in the gateway's table, and the role that the gateway asks
 * for is one that the service lets in. Health and metrics are no resources: they stand on the management port, which no route leads to. The walk belongs to the module
 * that Maven builds last: one that is built beside the services finds their classes half written.
 */
class RouteWalkTest {
    private static final String ROLES = "jakarta.annotation.security.RolesAllowed";
    private static final String ANY_ROLE = "io.quarkus.security.Authenticated";
    private static final String PATH = "jakarta.ws.rs.Path";
    private static final String METHODS = "jakarta.ws.rs.";
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    /** One resource method. */
    private record Endpoint(JavaMethod method, String verb, String path, List<String> roles) {
        @Override
        public String toString() {
            return verb + " " + path + " (" + method.getOwner().getSimpleName() + ") " + roles;
        }

        boolean isPublic() {
            return path.startsWith(RouteTable.PREFIX + "/") && match() instanceof RouteMatch.Found;
        }

        RouteMatch match() {
            return RouteTable.match(HttpMethod.valueOf(verb), path.replaceAll("\\{[^/]*}", "x"));
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void every_route_of_a_service_names_a_role(Target service) {
        List<Endpoint> endpoints = endpoints(service);

        assertThat(endpoints)
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(endpoint.roles())
                        .describedAs(endpoint.toString())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void the_role_that_the_gateway_asks_for_is_one_that_the_service_lets_in(Target service) {
        List<Endpoint> published =
                endpoints(service).stream().filter(Endpoint::isPublic).toList();

        assertThat(published).isNotEmpty().allSatisfy(endpoint -> {
            Route route = ((RouteMatch.Found) endpoint.match()).route();
            assertThat(route.target()).describedAs(endpoint.toString()).isEqualTo(service);
            assertThat(endpoint.roles())
                    .describedAs(endpoint.toString())
                    .contains(route.access().role());
        });
    }

    /** What an analyst, an operator or someone with a machine's role is needed for at the gateway, a viewer cannot have from the service either. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void no_service_is_more_open_than_the_gateway(Target service) {
        Set<String> reasonsWithoutBytes = Set.of("/api/v1/quality/quarantine");

        assertThat(endpoints(service).stream().filter(Endpoint::isPublic).filter(endpoint -> {
                    Access asked = ((RouteMatch.Found) endpoint.match()).route().access();
                    return asked != Access.VIEWER
                            && asked != Access.AUTHENTICATED
                            && (endpoint.roles().contains("viewer")
                                    || endpoint.roles().contains("authenticated"))
                            && !reasonsWithoutBytes.contains(endpoint.path());
                }))
                .isEmpty();
    }

    /** What replicas tell each other is complete; a person's role, were it admin, opens none of it. */
    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"METRICS", "COHORT"})
    void what_replicas_ask_each_other_is_open_to_replicas_alone(Target service) {
        assertThat(endpoints(service).stream()
                        .filter(endpoint -> endpoint.path().startsWith("/internal/")))
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(endpoint.roles())
                        .describedAs(endpoint.toString())
                        .containsExactly("replica"));
    }

    @Test
    void no_route_leads_to_a_management_port_or_between_replicas() {
        assertThat(RouteTable.routes())
                .allSatisfy(route ->
                        assertThat(route.template()).startsWith("/api/v1/").doesNotContain("/q/"));
        for (String path : List.of("/q/health", "/q/health/ready", "/q/metrics", "/q/openapi", "/api/v1/q/metrics")) {
            assertThat(RouteTable.match(HttpMethod.GET, path)).isEqualTo(new RouteMatch.Unknown());
        }
    }

    private static List<Endpoint> endpoints(Target service) {
        Path module = Path.of("..", service.service(), "target", "classes");
        List<Path> classes = new ArrayList<>(List.of(module));
        if (service == Target.METRICS || service == Target.COHORT) {
            classes.add(Path.of("..", "timeline-host", "target", "classes"));
        }
        JavaClasses imported = new ClassFileImporter().importPaths(classes);
        return imported.stream()
                .filter(type -> !type.isInterface()) // clients of other services
                .flatMap(resource -> resource.getMethods().stream())
                .flatMap(method -> verb(method).map(verb -> endpoint(method, verb)).stream())
                .toList();
    }

    private static Endpoint endpoint(JavaMethod method, String verb) {
        JavaClass resource = method.getOwner();
        String path = "/" + text(resource) + "/" + text(method);
        String plain = path.replaceAll("/+", "/").replaceAll("(.)/$", "$1");
        List<String> roles = roles(method);
        return new Endpoint(method, verb, plain, roles.isEmpty() ? roles(resource) : roles);
    }

    private static Optional<String> verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getName())
                .filter(name -> name.startsWith(METHODS))
                .map(name -> name.substring(METHODS.length()))
                .filter(VERBS::contains)
                .findFirst();
    }

    private static String text(CanBeAnnotated annotated) {
        return annotation(annotated, PATH)
                .flatMap(path -> path.get("value"))
                .map(Object::toString)
                .orElse("");
    }

    private static List<String> roles(CanBeAnnotated annotated) {
        Stream<String> named = annotation(annotated, ROLES)
                .flatMap(roles -> roles.get("value"))
                .map(value -> Arrays.stream((Object[]) value).map(Object::toString))
                .orElse(Stream.of());
        Stream<String> any = annotated.isAnnotatedWith(ANY_ROLE) ? Stream.of("authenticated") : Stream.of();
        return Stream.concat(named, any).toList();
    }

    private static Optional<? extends JavaAnnotation<?>> annotation(CanBeAnnotated annotated, String type) {
        return annotated instanceof JavaClass found
                ? found.tryGetAnnotationOfType(type)
                : ((JavaMethod) annotated).tryGetAnnotationOfType(type);
    }
}
