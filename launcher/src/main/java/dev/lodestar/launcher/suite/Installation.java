package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A suite in the background as another process sees it: started, looked at and stopped through the files it leaves. */
public final class Installation {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(150);
    private static final Duration POSTMASTER_SLACK = Duration.ofMinutes(1);
    private static final int POLL_MILLIS = 200;

    private final Layout layout;

    public Installation(Layout layout) {
        this.layout = layout;
    }

    /**
     * Starts the suite in the background and waits until all of it is ready; returns at once when it already is.
     *
     * @param timeZone null for the one that it had before
     * @param currency null for the one that it had before
     * @param trackingPlan null for the one that it had before
     * @throws LaunchException when the suite is up with other settings than these
     */
    public Endpoints start(
            @Nullable String timeZone, @Nullable String currency, @Nullable Path trackingPlan, Progress progress) {
        Instant limit = Instant.now().plus(START_LIMIT);
        awaitStartUnderWay(progress, limit);
        Optional<Endpoints> running =
                Endpoints.of(layout).filter(ignored -> !alive(layout).isEmpty());
        if (running.isPresent()) {
            KeptSettings.refuseOthers(layout, running.get(), timeZone, currency, trackingPlan);
            progress.say("Lodestar is up already");
            return running.get();
        }
        stop();
        layout.create();
        Process supervisor = supervisor(KeptSettings.renewed(layout, timeZone, currency, trackingPlan));
        while (Endpoints.of(layout).isEmpty()) {
            if (!supervisor.isAlive()) {
                throw new LaunchException("Lodestar did not start:\n" + read(layout.log("supervisor")));
            }
            if (Instant.now().isAfter(limit)) {
                supervisor.destroy();
                throw tooLong();
            }
            pause();
        }
        progress.say("all is ready");
        return Endpoints.of(layout).orElseThrow();
    }

    /** A launcher without endpoints starts or stops: whatever it is, another one beside it would be in its way. */
    private void awaitStartUnderWay(Progress progress, Instant limit) {
        boolean told = false;
        while (Endpoints.of(layout).isEmpty() && alive(layout).containsKey(Processes.LAUNCHER)) {
            if (!told) {
                progress.say("Lodestar is starting or stopping already; waiting for that");
                told = true;
            }
            if (Instant.now().isAfter(limit)) {
                throw tooLong();
            }
            pause();
        }
    }

    private LaunchException tooLong() {
        return new LaunchException(
                "Lodestar did not start within " + START_LIMIT.toMinutes() + " minutes; see " + layout.logs());
    }

    private Process supervisor(ProjectSettings project) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of(
                Suite.java(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlodestar.project=" + layout.project(),
                "-Dlodestar.state=" + layout.home(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.lodestar.launcher.cli.Main",
                "supervise"));
        command.addAll(project.arguments());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(layout.log("supervisor").toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException e) {
            throw new LaunchException("The background process cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Ends the suite in order, and by force what is left of it after that.
     *
     * @return how many processes were running
     */
    public int stop() {
        Map<String, Processes.Recorded> recorded = Processes.read(layout);
        Map<String, ProcessHandle> alive = alive(layout);
        alive.values().remove(ProcessHandle.current());
        delete(layout.endpoints()); // first, so that nobody takes it for up while it ends
        postmaster().ifPresent(process -> alive.put("postmaster", process));
        Optional.ofNullable(alive.get(Processes.LAUNCHER)).ifPresent(launcher -> {
            launcher.destroy();
            awaitEnd(launcher);
        });
        alive.values().forEach(ProcessHandle::destroy);
        alive.values().forEach(Installation::awaitEnd);
        alive.values().forEach(ProcessHandle::destroyForcibly);
        if (Processes.read(layout).equals(recorded)) { // else somebody has started it anew
            delete(layout.processes());
        }
        return alive.size();
    }

    /** Whether any process of the installation is alive. */
    public boolean isAlive() {
        return !alive(layout).isEmpty();
    }

    /** Whether the process that started the parts, and ends them, is alive. */
    public boolean isSupervised() {
        return alive(layout).containsKey(Processes.LAUNCHER);
    }

    /** Whether each part is ready, by name; empty when nothing is up. */
    public Map<String, Boolean> readiness() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        Map<String, ProcessHandle> alive = alive(layout);
        Optional<Endpoints> endpoints = Endpoints.of(layout);
        for (String part : Processes.read(layout).keySet()) {
            if (!part.equals(Processes.LAUNCHER)) {
                Optional<String> health = endpoints
                        .map(Endpoints::management)
                        .map(management -> management.get(part))
                        .map(address -> address + "/q/health/ready");
                boolean answers = health.map(address -> RunningPart.answers(URI.create(address)))
                        .orElse(true);
                parts.put(part, alive.containsKey(part) && answers);
            }
        }
        return parts;
    }

    static Map<String, ProcessHandle> alive(Layout layout) {
        Map<String, ProcessHandle> alive = new LinkedHashMap<>();
        Processes.read(layout)
                .forEach((part, recorded) -> recorded.alive().ifPresent(process -> alive.put(part, process)));
        return alive;
    }

    /** The database server, which goes on when the process that started it was killed. */
    private Optional<ProcessHandle> postmaster() {
        Path file = layout.data().resolve("postgres/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = read(file).lines().map(String::strip).toList();
        return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.contains("postgres"))
                        .isPresent())
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> postmasterStarted(lines, start))
                        .orElse(true));
    }

    /** PostgreSQL writes down when it started, in seconds, in the third line of its file: another server may have its process id by now. */
    private static boolean postmasterStarted(List<String> lines, Instant start) {
        return lines.size() < 3
                || Duration.between(Instant.ofEpochSecond(Long.parseLong(lines.get(2))), start)
                                .abs()
                                .compareTo(POSTMASTER_SLACK)
                        <= 0;
    }

    private static void awaitEnd(ProcessHandle process) {
        Instant limit = Instant.now().plus(STOP_LIMIT);
        while (process.isAlive() && Instant.now().isBefore(limit)) {
            pause();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LaunchException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LaunchException(file + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while waiting.", e);
        }
    }
}
