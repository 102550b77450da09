package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The identity provider. Its distribution is unpacked and built once per checkout (Keycloak wires itself for a database ahead of time); data of an
 * installation lies with the installation. Started without its shell script, which needs tools that a bare machine lacks.
 */
final class Keycloak {
    static final String REALM = "lodestar";

    private static final String RESOURCES = "/keycloak/";
    private static final String REALM_FILE = "lodestar-realm.json";
    private static final String COMPILER_FILE = "compiler-directives.json";
    /** Holds the options of the build. */
    private static final String BUILT = "lodestar-built";

    /** That clients may show a certificate where somebody has given it TLS is settled by the build, and costs a start without TLS nothing. */
    private static final List<String> BUILD =
            List.of("build", "--db=dev-file", "--cache=local", "--health-enabled=false", "--https-client-auth=request");

    private final Path home;
    private final Layout layout;

    private Keycloak(Path home, Layout layout) {
        this.home = home;
        this.layout = layout;
    }

    /** The built distribution; makes it when the cache has none. */
    static Keycloak prepared(Layout layout, Parts parts, Progress progress) {
        Path source = distribution(layout);
        Path home = layout.cache().resolve(source.getFileName().toString());
        Keycloak keycloak = new Keycloak(home, layout);
        if (!keycloak.isBuilt()) {
            progress.say("Keycloak builds itself, once (about half a minute)");
            Layout.delete(home);
            keycloak.copy(source);
            keycloak.build(parts);
        }
        keycloak.place(REALM_FILE, keycloak.home.resolve("data/import"));
        keycloak.place(COMPILER_FILE, keycloak.home.resolve("conf"));
        return keycloak;
    }

    private boolean isBuilt() {
        Path built = home.resolve(BUILT);
        try {
            return Files.exists(built) && Files.readAllLines(built).equals(BUILD);
        } catch (IOException e) {
            throw new LaunchException(built + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path distribution(Layout layout) {
        Path unpacked = layout.project().resolve("launcher/target/keycloak");
        try (Stream<Path> found = Files.list(unpacked)) {
            return found.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(() -> new LaunchException("Keycloak is not unpacked in " + unpacked + "."));
        } catch (IOException e) {
            throw new LaunchException("Keycloak is not unpacked in " + unpacked + "; run ./lodestar run again.", e);
        }
    }

    private void copy(Path source) {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = home.resolve(source.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new LaunchException("Keycloak cannot be copied to " + home + ": " + e.getMessage(), e);
        }
    }

    private void build(Parts parts) {
        List<String> command = java(512, List.of("-XX:TieredStopAtLevel=1"));
        command.addAll(BUILD);
        Part build = Part.task("keycloak-build", command);
        int exit = parts.complete(build);
        if (exit != 0) {
            throw new LaunchException(
                    "Keycloak's build ended with exit code " + exit + ", see " + layout.log(build.name()));
        }
        try {
            Files.write(home.resolve(BUILT), BUILD);
        } catch (IOException e) {
            throw new LaunchException("Keycloak's build cannot be marked as done: " + e.getMessage(), e);
        }
    }

    private void place(String name, Path directory) {
        try (InputStream content = Keycloak.class.getResourceAsStream(RESOURCES + name)) {
            if (content == null) {
                throw new LaunchException("The file " + name + " is missing from the launcher's jar.");
            }
            Files.createDirectories(directory);
            Files.copy(content, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LaunchException(
                    "The file " + name + " cannot be placed in " + directory + ": " + e.getMessage(), e);
        }
    }

    Part part(int port, int managementPort, Path data, Map<String, String> environment) {
        ClassArchive archive = ClassArchive.of(layout, "keycloak", home.resolve(BUILT), ClassArchive.Kind.SHARED);
        List<String> options = new ArrayList<>(archive.options());
        options.addAll(List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:CompilerDirectivesFile=" + home.resolve("conf").resolve(COMPILER_FILE)));
        List<String> command = java(384, options);
        command.addAll(List.of(
                "--profile=prod",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--hostname=http://127.0.0.1:" + port,
                "--db-url=jdbc:h2:file:" + data.resolve("keycloak").toAbsolutePath() + ";NON_KEYWORDS=VALUE"));
        URI ready = URI.create("http://127.0.0.1:" + port + "/realms/" + REALM);
        return new Part("keycloak", command, environment, ready);
    }

    private List<String> java(int heapMegabytes, List<String> options) {
        List<String> command = new ArrayList<>(List.of(Suite.java()));
        command.addAll(options);
        command.addAll(List.of(
                "-Xms64m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=256m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus-log-max-startup-records=10000",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return command;
    }
}
