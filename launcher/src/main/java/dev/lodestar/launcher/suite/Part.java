package dev.lodestar.launcher.suite;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One process of the suite.
 *
 * @param name as people know it; also the name of its log
 * @param command program and arguments
 * @param environment added to the launcher's own
 * @param ready answers when the part can be used: {@code tcp://host:port} accepts, {@code http://…} says 200
 */
record Part(String name, List<String> command, Map<String, String> environment, URI ready) {
    Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A process that ends by itself and that nobody asks whether it is ready. */
    static Part task(String name, List<String> command) {
        return new Part(name, command, Map.of(), URI.create("task:" + name));
    }
}
