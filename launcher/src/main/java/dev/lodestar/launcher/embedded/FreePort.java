package dev.lodestar.launcher.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port on loopback for a part that will listen on it in a while. Drawn below the ports that systems choose from for outgoing connections (Linux from
 * 32768 on, others from 49152): one of those may be in use by the time the part listens, as the parts that start before it open many.
 */
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_767;
    private static final int ATTEMPTS = 200;

    private FreePort() {}

    /** A port that nobody listened on a moment ago. */
    public static int drawn() {
        try (ServerSocket socket = held()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port, held open, so that the next one drawn is another. */
    public static ServerSocket held() {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(
                            "no free port from " + LOWEST + " to " + HIGHEST + " was met on loopback in " + ATTEMPTS
                                    + " attempts",
                            taken);
                }
            }
        }
    }
}
