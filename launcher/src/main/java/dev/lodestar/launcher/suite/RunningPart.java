package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A part that was started, with its process and its log. */
final class RunningPart {
    private static final Duration READY_LIMIT = Duration.ofSeconds(300);
    /** Long enough for a service's first end, at which the JVM writes its class archive. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(120);

    private static final int PROBE_TIMEOUT_MILLIS = 2_000;
    private static final int POLL_MILLIS = 100;
    /** A part that uses less than this share of a core waits for others; it must have done some work first. */
    private static final double IDLE_SHARE = 0.3;

    private static final Duration FIRST_WORK = Duration.ofMillis(500);
    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(6);
    private static final Duration SETTLING_SPAN = Duration.ofMillis(300);
    private static final int TAIL_LINES = 25;

    /** Gives a part a session of its own, so that Ctrl-C reaches the launcher only, which then ends the parts in order. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Part part;
    private final Process process;
    private final Path log;
    private final Instant begun = Instant.now();
    private Instant lookedAt = begun;
    private Duration usedBefore = Duration.ZERO;

    private RunningPart(Part part, Process process, Path log) {
        this.part = part;
        this.process = process;
        this.log = log;
    }

    static RunningPart start(Part part, Path log) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(part.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(part.environment());
        try {
            return new RunningPart(part, builder.start(), log);
        } catch (IOException e) {
            throw new LaunchException(part.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    String name() {
        return part.name();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the part answers; fails with the end of its log when it ends or does not answer in time. */
    void awaitReady() {
        Instant limit = Instant.now().plus(READY_LIMIT);
        while (!answers(part.ready())) {
            if (!process.isAlive()) {
                throw crashed();
            }
            if (Instant.now().isAfter(limit)) {
                throw new LaunchException(name() + " did not become ready within " + READY_LIMIT.toSeconds()
                        + " s. The end of its log (" + log + "):\n" + tail());
            }
            sleep();
        }
    }

    /** Waits until the part ends by itself, however long that takes. */
    int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while waiting for " + name() + ".", e);
        }
    }

    /** Whether the part is done with the work of its start or waits for another part; after some seconds it counts as such in any case. */
    boolean isSettled() {
        Instant now = Instant.now();
        Duration span = Duration.between(lookedAt, now);
        if (!process.isAlive() || Duration.between(begun, now).compareTo(SETTLING_LIMIT) > 0) {
            return true;
        }
        if (span.compareTo(SETTLING_SPAN) < 0) {
            return false;
        }
        Duration used = process.info().totalCpuDuration().orElse(SETTLING_LIMIT);
        boolean idle = used.minus(usedBefore).toMillis() < IDLE_SHARE * span.toMillis();
        lookedAt = now;
        usedBefore = used;
        return idle && used.compareTo(FIRST_WORK) > 0;
    }

    LaunchException crashed() {
        return new LaunchException(name() + " ended with exit code " + process.exitValue() + ". The end of its log ("
                + log + "):\n" + tail());
    }

    /** Asks the process to end, and ends it by force when it does not. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Whether an address answers now. */
    static boolean answers(URI ready) {
        try {
            return ready.getScheme().equals("tcp") ? accepts(ready) : says200(ready);
        } catch (IOException expected) {
            return false;
        }
    }

    private static boolean accepts(URI address) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        }
    }

    private static boolean says200(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
        connection.setReadTimeout(PROBE_TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }

    private String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Waits as long as is sensible between two looks at a part. */
    static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while starting.", e);
        }
    }
}
