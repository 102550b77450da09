package dev.lodestar.launcher.suite;

import dev.lodestar.launcher.embedded.KafkaTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Claim claim;
    private final Parts parts;
    private boolean closed;

    private Suite(Claim claim, Progress progress) {
        this.claim = claim;
        this.layout = claim.layout();
        this.parts = new Parts(claim);
        this.progress = progress;
    }

    /**
     * Starts everything and waits until all of it is ready.
     *
     * @param claim on the installation; the suite lets go of it at its end
     * @throws LaunchException when a part cannot be started; what was started has been ended again
     */
    public static Suite start(Claim claim, ProjectSettings project, Progress progress) {
        Layout layout = claim.layout();
        Blueprint.missing(layout).ifPresent(module -> {
            throw new LaunchException(
                    module + " is not built. Start Lodestar by ./lodestar, which builds what is missing.");
        });
        Suite suite = new Suite(claim, progress);
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
        Keycloak keycloak = Keycloak.prepared(layout, parts, progress);
        Blueprint blueprint = new Blueprint(layout, secrets, project);
        RunningPart identity = parts.launch(blueprint.keycloak(keycloak));
        RunningPart database = parts.launch(blueprint.postgres());
        RunningPart broker = parts.launch(blueprint.kafka());
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
            RunningPart started = parts.launch(blueprint.service(service));
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

    private void awaitReady(RunningPart part) {
        part.awaitReady();
        progress.say(part.name() + " is ready");
    }

    /** Returns when a part ends by itself, with what there is to say of it; never, when all go on. */
    public LaunchException awaitCrash() throws InterruptedException {
        while (true) {
            Optional<LaunchException> crash = parts.crash();
            if (crash.isPresent()) {
                return crash.get();
            }
            Thread.sleep(500);
        }
    }

    /** The first part that has ended by itself, if any. */
    public Optional<LaunchException> crash() {
        return parts.crash();
    }

    /** Ends the parts. Safe to call more than once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        deleteQuietly(layout.endpoints());
        parts.stop();
        claim.close();
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
