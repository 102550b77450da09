package dev.lodestar.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A file that arrives up to a point and then no further, until it breaks off. */
final class StallingStream extends InputStream {
    private final byte[] bytes;
    private final int stallsAt;
    private final CountDownLatch broken = new CountDownLatch(1);
    private int position;

    StallingStream(byte[] bytes, int stallsAt) {
        this.bytes = bytes;
        this.stallsAt = stallsAt;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == stallsAt) {
            stall();
        }
        int count = Math.min(length, stallsAt - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    /** Lets the waiting reader fail. */
    void breakOff() {
        broken.countDown();
    }

    private void stall() throws IOException {
        try {
            broken.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the file breaks off");
    }
}
