package dev.lodestar.ingest.warehouse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Rows in the binary format of {@code COPY}: https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-BINARY-FORMAT. Of each row first {@link #row} is called, then a method per column, in the columns' order. Not
 * thread-safe.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;
    private static final byte JSONB_VERSION = 1;

    /** PostgreSQL counts microseconds from this moment. */
    private static final long EPOCH_MILLIS = Duration.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"))
            .toMillis();

    /** Protocol messages: a piece of the data, whose length follows, and the end of it all. */
    private static final byte DATA = 'd';

    private static final byte DONE = 'c';

    private final ByteBuf out;

    /** Takes the bytes that the rows are expected to need. */
    CopyRows(int expectedBytes) {
        out = Unpooled.buffer(expectedBytes);
        out.writeByte(DATA);
        out.writeInt(0);
        out.writeBytes(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
    }

    CopyRows row(int columns) {
        out.writeShort(columns);
        return this;
    }

    CopyRows nothing() {
        out.writeInt(NULL);
        return this;
    }

    CopyRows text(String text) {
        int start = out.writerIndex();
        out.writeInt(0);
        ByteBufUtil.writeUtf8(out, text);
        return sized(start);
    }

    /** A value of type {@code jsonb}. */
    CopyRows jsonb(String json) {
        int start = out.writerIndex();
        out.writeInt(0);
        out.writeByte(JSONB_VERSION);
        ByteBufUtil.writeUtf8(out, json);
        return sized(start);
    }

    /** A value of type {@code timestamptz}. What is beyond all times becomes one that PostgreSQL refuses, and not one of its two infinities. */
    CopyRows time(long epochMillis) {
        long micros =
                TimeUnit.MILLISECONDS.toMicros(Math.max(epochMillis, Long.MIN_VALUE + EPOCH_MILLIS) - EPOCH_MILLIS);
        return int8(Math.clamp(micros, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1));
    }

    CopyRows int8(long value) {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
        return this;
    }

    CopyRows int2(int value) {
        out.writeInt(Short.BYTES);
        out.writeShort(value);
        return this;
    }

    /** All rows as messages of PostgreSQL's protocol, the end of them included. To be called once, after the last row. */
    ByteBuf toMessages() {
        out.writeShort(NULL);
        out.setInt(1, out.writerIndex() - 1);
        out.writeByte(DONE);
        out.writeInt(Integer.BYTES);
        return out;
    }

    private CopyRows sized(int start) {
        out.setInt(start, out.writerIndex() - start - Integer.BYTES);
        return this;
    }
}
