package dev.lodestar.host.gather;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A stream whose other end must go on within a timeout: whoever waits for longer gets an {@link IOException}, and the stream is closed. */
final class PunctualStream extends FilterInputStream {
    private final Duration timeout;

    PunctualStream(InputStream stream, Duration timeout) {
        super(stream);
        this.timeout = timeout;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        CompletableFuture<Boolean> late =
                new CompletableFuture<Boolean>().completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS);
        late.thenAccept(this::closeIf);
        int count;
        try {
            count = super.read(bytes, offset, length);
        } catch (IOException e) {
            throw late.complete(false) ? e : new IOException("it did not go on within " + timeout, e);
        }
        if (!late.complete(false) && count < 0) {
            throw new IOException("it did not go on within " + timeout);
        }
        return count;
    }

    private void closeIf(boolean isLate) {
        if (isLate) {
            try {
                close();
            } catch (IOException ignored) {
                // Whoever reads is told anyway.
            }
        }
    }
}
