package dev.lodestar.e2e;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A request whose head never ends: a byte of it arrives now and then, in the background. */
final class DrippingHead {
    private static final int PAUSE_MILLIS = 500;

    private DrippingHead() {}

    /** Begins; the result is how long the server listened, or fails where that was longer than so much. */
    static CompletableFuture<Duration> begin(URI gateway, Duration atMost) {
        CompletableFuture<Duration> listened = new CompletableFuture<>();
        Thread.ofVirtual().name("dripping-head").start(() -> {
            try {
                listened.complete(drip(gateway, atMost));
            } catch (IOException | RuntimeException | AssertionError e) {
                listened.completeExceptionally(e);
            }
        });
        return listened;
    }

    private static Duration drip(URI gateway, Duration atMost) throws IOException {
        Instant begun = Instant.now();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(PAUSE_MILLIS);
            socket.getOutputStream().write("GET /api/v1/me HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (Instant.now().isBefore(begun.plus(atMost))) {
                socket.getOutputStream().write('a');
                if (isClosed(socket)) {
                    return Duration.between(begun, Instant.now());
                }
            }
        } catch (SocketException gone) {
            return Duration.between(begun, Instant.now());
        }
        throw new AssertionError("the server still listens after " + atMost);
    }

    /** Waits a moment for the server's word, and it has none. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        }
    }
}
