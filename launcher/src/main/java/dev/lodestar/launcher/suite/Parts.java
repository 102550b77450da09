package dev.lodestar.launcher.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The processes that a suite has started and has to end. Whatever has been started when the end comes is ended, and nothing is started after that. */
final class Parts {
    /** The servers, which are started first and end last. */
    private static final int SERVERS = 3;

    private final Claim claim;
    private final List<RunningPart> running = new ArrayList<>();
    private boolean closing;

    Parts(Claim claim) {
        this.claim = claim;
    }

    synchronized RunningPart launch(Part part) {
        if (closing) {
            throw new LaunchException("Stopped while starting.");
        }
        RunningPart started = RunningPart.start(part, claim.layout().log(part.name()));
        running.add(started);
        claim.record(running);
        return started;
    }

    /** Runs a part that ends by itself to its end, and returns its exit code. */
    int complete(Part part) {
        RunningPart started = launch(part);
        int exitCode = started.awaitEnd();
        synchronized (this) {
            running.remove(started);
            if (closing) {
                throw new LaunchException("Stopped while starting.");
            }
            claim.record(running);
        }
        return exitCode;
    }

    /** The first part that has ended by itself, if any. */
    synchronized Optional<LaunchException> crash() {
        return closing
                ? Optional.empty()
                : running.stream().filter(part -> !part.isAlive()).findFirst().map(RunningPart::crashed);
    }

    /** Ends the parts, the youngest first; the services together. */
    void stop() {
        List<RunningPart> parts = close();
        int services = Math.max(0, parts.size() - SERVERS);
        parts.subList(0, services).parallelStream().forEach(RunningPart::stop);
        parts.subList(services, parts.size()).parallelStream().forEach(RunningPart::stop);
    }

    private synchronized List<RunningPart> close() {
        closing = true;
        List<RunningPart> parts = new ArrayList<>(running);
        Collections.reverse(parts);
        return parts;
    }
}
