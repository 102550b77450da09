package dev.lodestar.launcher.suite;

import dev.lodestar.launcher.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of one installation, on loopback. Drawn once, all held open together so that no two are the same, and kept beside its data: the identity
 * provider knows the gateway by its address.
 *
 * @param numbers in the order in which the blueprint deals them out
 */
record Ports(List<Integer> numbers) {
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
                held.add(FreePort.held());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (UncheckedIOException e) {
            throw new LaunchException("The installation gets no ports: " + e.getMessage() + ".", e);
        } finally {
            held.forEach(Ports::release);
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
