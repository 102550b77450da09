package dev.lodestar.launcher.suite;

import dev.lodestar.launcher.embedded.KafkaTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * All parts of one installation, started together and ended together. Servers come first, services as soon as database and broker answer; the
 * services wait for the identity provider by themselves.
 */
public final class Suite implements AutoCloseable {
    /** The services that keep records of their own have a database each. */
    static final List<String> DATABASES = Arrays.stream(Service.values())
            .map(Service::database)
            .flatMap(Optional::stream)
            .toList();

    private final Layout layout;
    private final Progress progress;
    private final List<RunningPart> running = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean closing;

    private Suite(Layout layout, Progress progress) {
        this.layout = layout;
        this.progress = progress;
    }

    /**
     * Starts everything and waits until all of it is ready.
     *
     * @throws LaunchException when a part cannot be started; what was started has been ended again
     */
    public static Suite start(Layout layout, ProjectSettings project, Progress progress) {
        Blueprint.missing(layout).ifPresent(module -> {
            throw new LaunchException(
                    module + " is not built. Start Lodestar by ./lodestar, which builds what is missing.");
        });
        layout.create();
        Suite suite = new Suite(layout, progress);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(suite::close));
        try {
            suite.startParts(project);
            return suite;
        } catch (RuntimeException e) {
            suite.close();
            ClassArchive.forget(layout);
            throw e;
        }
    }

    private void startParts(ProjectSettings project) {
        Secrets secrets = Secrets.of(layout);
        Keycloak keycloak = Keycloak.prepared(layout, progress);
        Blueprint blueprint = new Blueprint(layout, secrets, project);
        RunningPart identity = launch(blueprint.keycloak(keycloak));
        RunningPart database = launch(blueprint.postgres());
        RunningPart broker = launch(blueprint.kafka());
        awaitReady(database);
        Databases.create(blueprint.postgresPort(), secrets);
        awaitReady(broker);
        createTopics(blueprint.bootstrapServers());
        List<RunningPart> services = launchServices(blueprint);
        awaitReady(identity);
        services.forEach(this::awaitReady);
        blueprint.endpoints().announce(layout);
    }

    /**
     * Starts the services side by side, but leaves a processor to the identity provider, whose one busy thread takes longest of all: started all at
     * once they would only make it wait.
     */
    private List<RunningPart> launchServices(Blueprint blueprint) {
        int sideBySide = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        List<RunningPart> services = new ArrayList<>();
        Set<RunningPart> busy = new LinkedHashSet<>();
        for (Service service : Service.values()) {
            while (busy.size() >= sideBySide) {
                RunningPart.sleep();
                busy.removeIf(RunningPart::isSettled);
            }
            RunningPart started = launch(blueprint.service(service));
            services.add(started);
            busy.add(started);
        }
        return services;
    }

    private static void createTopics(String bootstrapServers) {
        try {
            KafkaTopics.create(bootstrapServers, "");
        } catch (ExecutionException e) {
            throw new LaunchException("Kafka's topics cannot be created: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while Kafka's topics were created.", e);
        }
    }

    private RunningPart launch(Part part) {
        if (closing) {
            throw new LaunchException("Stopped while starting.");
        }
        RunningPart started = RunningPart.start(part, layout.log(part.name()));
        running.add(started);
        recordProcesses();
        return started;
    }

    private void awaitReady(RunningPart part) {
        part.awaitReady();
        progress.say(part.name() + " is ready");
    }

    /** Leaves the process ids behind, so that {@code down} finds them even when this process was killed. */
    private void recordProcesses() {
        List<String> lines = new ArrayList<>();
        lines.add("launcher " + ProcessHandle.current().pid());
        List.copyOf(running).forEach(part -> lines.add(part.name() + " " + part.pid()));
        try {
            Files.write(layout.processes(), lines);
        } catch (IOException e) {
            throw new LaunchException(layout.processes() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns when a part ends by itself, with what there is to say of it; never, when all go on. */
    public LaunchException awaitCrash() throws InterruptedException {
        while (true) {
            for (RunningPart part : List.copyOf(running)) {
                if (!part.isAlive() && !closing) {
                    return part.crashed();
                }
            }
            Thread.sleep(500);
        }
    }

    /** The first part that has ended by itself, if any. */
    public Optional<LaunchException> crash() {
        return closing
                ? Optional.empty()
                : List.copyOf(running).stream()
                        .filter(part -> !part.isAlive())
                        .findFirst()
                        .map(RunningPart::crashed);
    }

    /** Ends the parts, the youngest first; the services together. Safe to call more than once. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        deleteQuietly(layout.endpoints());
        List<RunningPart> parts = new ArrayList<>(List.copyOf(running));
        Collections.reverse(parts);
        int services = Math.max(0, parts.size() - 3);
        parts.subList(0, services).parallelStream().forEach(RunningPart::stop);
        parts.subList(services, parts.size()).parallelStream().forEach(RunningPart::stop);
        deleteQuietly(layout.processes());
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // What stays behind is overwritten by the next start.
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
