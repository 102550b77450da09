package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one installation, on loopback. Drawn once, all held open together so that no two are the same, and kept beside its data: the identity
 * provider knows the gateway by its address.
 *
 * @param numbers in the order in which the blueprint deals them out
 */
record Ports(List<Integer> numbers) {
    /**
     * Below the ports that systems choose from for outgoing connections (Linux from 32768 on, others from 49152): one of those may be in use by the time
     * its part listens, as the parts that start before it open many.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_767;
    private static final int ATTEMPTS = 200;

    /** The installation's ports; drawn anew when it has none yet. */
    static Ports of(Layout layout, int count) {
        if (Files.exists(layout.ports())) {
            return Json.read(layout.ports(), Ports.class).assertFree();
        }
        Ports drawn = new Ports(free(count));
        Json.write(layout.ports(), drawn);
        return drawn;
    }

    private Ports assertFree() {
        for (int port : numbers) {
            try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                held.setReuseAddress(true);
            } catch (IOException e) {
                throw new LaunchException(
                        "Port " + port
                                + " of this installation is taken by another program. Stop that program and try again.",
                        e);
            }
        }
        return this;
    }

    private static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(free());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(Ports::release);
        }
    }

    private static ServerSocket free() {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                if (attempt == ATTEMPTS) {
                    throw new LaunchException(
                            "No free port from " + LOWEST + " to " + HIGHEST + " was met on loopback in " + ATTEMPTS
                                    + " attempts.",
                            taken);
                }
            }
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // A socket that never accepted anything has nothing to lose.
        }
    }
}
