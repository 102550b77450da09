package dev.lodestar.launcher.suite;

import dev.lodestar.launcher.embedded.KafkaBroker;
import dev.lodestar.launcher.embedded.PostgresServer;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How each part of one installation is started: its command line, ports and environment. */
final class Blueprint {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    /** The first start on a machine unpacks PostgreSQL in this heap; with 48 MB it ran out. */
    private static final int UNPACKING_HEAP_MEGABYTES = 160;

    private static final List<String> SMALL_JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /**
     * The second compiler costs a start, but pays where millions of rows go through. It inlines less than by default: of the half minute of CPU that a load of some
     * 800,000 rows takes, compiling took 18 s with the defaults and takes 9 s with these limits, while loads three times as large gained too. It begins at three times
     * the calls and loops that the JVM sets by itself, which a start seldom reaches and a load soon does. The young generation is half of the heap, since a row
     * lives until broker and database have it: collecting took twice the CPU with a third of a smaller one.
     */
    private static final List<String> HARD_WORKING_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:NewRatio=1",
            "-XX:MaxInlineLevel=9",
            "-XX:FreqInlineSize=150",
            "-XX:InlineSmallCode=1500",
            "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=1800",
            "-XX:Tier4CompileThreshold=45000",
            "-XX:Tier4BackEdgeThreshold=120000");

    /** A service's own API port and its management port. */
    private record Address(int port, int managementPort) {
        String api() {
            return "http://" + LOOPBACK + ":" + port;
        }

        String management() {
            return "http://" + LOOPBACK + ":" + managementPort;
        }
    }

    private final Layout layout;
    private final Secrets secrets;
    private final ProjectSettings project;
    private final int postgresPort;
    private final int kafkaPort;
    private final int kafkaControllerPort;
    private final int keycloakPort;
    private final int keycloakManagementPort;
    private final Map<Service, Address> services = new LinkedHashMap<>();

    Blueprint(Layout layout, Secrets secrets, ProjectSettings project) {
        this.layout = layout;
        this.secrets = secrets;
        this.project = project;
        List<Integer> ports = Ports.of(layout, 5 + 2 * Service.values().length).numbers();
        postgresPort = ports.get(0);
        kafkaPort = ports.get(1);
        kafkaControllerPort = ports.get(2);
        keycloakPort = ports.get(3);
        keycloakManagementPort = ports.get(4);
        for (Service service : Service.values()) {
            int at = 5 + 2 * service.ordinal();
            services.put(service, new Address(ports.get(at), ports.get(at + 1)));
        }
    }

    private Address address(Service service) {
        return Objects.requireNonNull(services.get(service));
    }

    int postgresPort() {
        return postgresPort;
    }

    String bootstrapServers() {
        return LOOPBACK + ":" + kafkaPort;
    }

    Part postgres() {
        List<String> command = embedded(
                List.of("-Xmx" + UNPACKING_HEAP_MEGABYTES + "m"),
                PostgresServer.class,
                Integer.toString(postgresPort),
                layout.data().resolve("postgres").toString(),
                "durable");
        return new Part(
                "postgresql",
                command,
                Map.of("LODESTAR_POSTGRES_PASSWORD", secrets.get("postgres")),
                URI.create("tcp://" + LOOPBACK + ":" + postgresPort));
    }

    Part kafka() {
        List<String> options = new ArrayList<>(List.of("-Xmx256m"));
        if (ClassArchive.covers(CLASS_PATH)) {
            options.addAll(ClassArchive.of(layout, "kafka", launcherJar(), ClassArchive.Kind.AHEAD_OF_TIME)
                    .options());
        }
        List<String> command = embedded(
                options,
                KafkaBroker.class,
                Integer.toString(kafkaPort),
                Integer.toString(kafkaControllerPort),
                layout.data().resolve("kafka").toString());
        return new Part("kafka", command, Map.of(), URI.create("tcp://" + LOOPBACK + ":" + kafkaPort));
    }

    Part keycloak(Keycloak keycloak) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.get("keycloak.admin"));
        environment.put("LODESTAR_GATEWAY_URL", address(Service.GATEWAY).api());
        environment.put("LODESTAR_GATEWAY_CLIENT_SECRET", secrets.get("client.lodestar-gateway"));
        environment.put("LODESTAR_REPORT_CLIENT_SECRET", secrets.get("client.lodestar-report"));
        environment.put("LODESTAR_INGEST_CLIENT_SECRET", secrets.get("client.lodestar-ingest"));
        for (String user : Secrets.DEMO_USERS) {
            environment.put(
                    "LODESTAR_DEMO_" + user.toUpperCase(Locale.ROOT) + "_PASSWORD", secrets.get("user." + user));
        }
        return keycloak.part(keycloakPort, keycloakManagementPort, layout.data(), environment);
    }

    Part service(Service service) {
        Address address = address(service);
        List<String> command = new ArrayList<>(List.of(Suite.java(), "-Xmx" + service.heapMegabytes() + "m"));
        command.addAll(service.worksHard() ? HARD_WORKING_JVM : SMALL_JVM);
        Path jar = layout.project().resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        command.addAll(ClassArchive.of(layout, service.module(), jar, ClassArchive.Kind.AHEAD_OF_TIME)
                .options());
        command.add("-jar");
        command.add(jar.toString());
        return new Part(
                service.module(),
                command,
                environment(service, address),
                URI.create(address.management() + "/q/health/ready"));
    }

    private Map<String, String> environment(Service service, Address address) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", LOOPBACK);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(address.port()));
        environment.put("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(address.managementPort()));
        environment.put("LODESTAR_MANAGEMENT_REDIRECT", address.management());
        environment.put("LODESTAR_OIDC_ISSUER", issuer());
        environment.putAll(project.environment());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put(
                "LODESTAR_DATA_DIR", layout.data().resolve(service.module()).toString());
        services.forEach((other, at) -> environment.put(other.urlVariable(), at.api()));
        service.database().ifPresent(database -> {
            environment.put("LODESTAR_DATABASE_HOST", LOOPBACK);
            environment.put("LODESTAR_DATABASE_PORT", Integer.toString(postgresPort));
            environment.put("LODESTAR_DATABASE_NAME", database);
            environment.put("LODESTAR_DATABASE_USERNAME", database);
            environment.put("LODESTAR_DATABASE_PASSWORD", secrets.get("database." + database));
        });
        environment.putAll(own(service));
        return environment;
    }

    private Map<String, String> own(Service service) {
        return switch (service) {
            case INGEST -> Map.of("LODESTAR_PSEUDONYM_KEY", secrets.get("pseudonym"));
            case METRICS, COHORT ->
                Map.of(
                        "LODESTAR_SHARDS_ADVERTISED_ADDRESS",
                        LOOPBACK + ":" + address(service).port());
            case GROWTH -> Map.of();
            case REPORT ->
                Map.of(
                        "LODESTAR_CLIENT_ID",
                        "lodestar-report",
                        "LODESTAR_CLIENT_SECRET",
                        secrets.get("client.lodestar-report"),
                        "LODESTAR_NOTIFICATION_KEY",
                        secrets.get("notification"));
            case GATEWAY ->
                Map.of(
                        "LODESTAR_CLIENT_ID",
                        "lodestar-gateway",
                        "LODESTAR_CLIENT_SECRET",
                        secrets.get("client.lodestar-gateway"),
                        "LODESTAR_AUDIT_SIGNING_KEY",
                        secrets.get("audit.signing-key"));
        };
    }

    Endpoints endpoints() {
        String gateway = address(Service.GATEWAY).api();
        Map<String, Endpoints.Login> users = new LinkedHashMap<>();
        Secrets.DEMO_USERS.forEach(user -> users.put(user, new Endpoints.Login(user, secrets.get("user." + user))));
        Map<String, String> apis = new LinkedHashMap<>();
        Map<String, String> management = new LinkedHashMap<>();
        services.forEach((service, address) -> {
            apis.put(service.module(), address.api());
            management.put(service.module(), address.management());
        });
        return new Endpoints(
                gateway,
                gateway + "/",
                issuer(),
                issuer() + "/protocol/openid-connect/token",
                "lodestar-demo",
                users,
                apis,
                management,
                project.timeZone(),
                project.currency());
    }

    private String issuer() {
        return "http://" + LOOPBACK + ":" + keycloakPort + "/realms/" + Keycloak.REALM;
    }

    private static Path launcherJar() {
        return Path.of(CLASS_PATH.split(File.pathSeparator)[0]);
    }

    private static List<String> embedded(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Suite.java()));
        command.addAll(options);
        command.addAll(SMALL_JVM);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(List.of("-cp", CLASS_PATH, main.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Whether the services were built. */
    static Optional<String> missing(Layout layout) {
        return Arrays.stream(Service.values())
                .map(Service::module)
                .filter(module -> !Files.exists(
                        layout.project().resolve(module).resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"))))
                .findFirst();
    }
}
