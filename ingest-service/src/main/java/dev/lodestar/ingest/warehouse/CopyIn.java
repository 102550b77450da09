package dev.lodestar.ingest.warehouse;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.util.List;

/**
 * Copies rows into a table by {@code COPY … FROM STDIN} on a connection of the reactive client, within whatever transaction is open there. The client knows no such statement (ADR 10): for as long as one runs, this
 * stands between the connection and the client's codec, and answers PostgreSQL when it asks for the rows. All else, how it ended above all, goes on to the codec, for which it is a statement like any other.
 */
final class CopyIn extends ByteToMessageDecoder {
    /** Name under which the reactive client's codec stands in the pipeline of a connection. */
    private static final String CODEC = "codec";

    /** PostgreSQL's CopyInResponse: it waits for rows. */
    private static final byte SEND_ROWS = 'G';

    /** A message's type, and its length, which counts itself but not the type. */
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final ByteBuf rows;

    /** Takes the messages that hold the rows. */
    CopyIn(ByteBuf rows) {
        this.rows = rows;
    }

    /**
     * Executes a statement that reads {@code stdin} in the binary format. Yields how many rows were copied; fails like any statement, as with a {@code PgException} when one of the rows breaks a constraint, and none of
     * them is stored then. No other statement may be under way on the connection.
     */
    static Uni<Integer> copy(SqlConnection connection, String statement, CopyRows rows) {
        return Uni.createFrom().deferred(() -> {
            ChannelPipeline pipeline = pipelineOf(connection);
            CopyIn answer = new CopyIn(rows.toMessages());
            pipeline.addBefore(CODEC, null, answer);
            return connection
                    .query(statement)
                    .execute()
                    .map(SqlResult::rowCount)
                    .onTermination()
                    .invoke(() -> leave(pipeline, answer));
        });
    }

    /** A connection that was closed has let all of its handlers go. */
    private static void leave(ChannelPipeline pipeline, CopyIn answer) {
        if (pipeline.context(answer) != null) {
            pipeline.remove(answer);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf received, List<Object> messages) {
        if (received.readableBytes() < HEADER_BYTES) {
            return;
        }
        int start = received.readerIndex();
        int length = 1 + received.getInt(start + 1);
        if (received.readableBytes() < length) {
            return;
        }
        if (received.getByte(start) == SEND_ROWS) {
            received.skipBytes(length);
            context.writeAndFlush(rows);
        } else {
            messages.add(received.readRetainedSlice(length));
        }
    }

    private static ChannelPipeline pipelineOf(SqlConnection connection) {
        if (connection.getDelegate() instanceof SqlConnectionInternal client
                && client.unwrap().unwrap() instanceof SocketConnectionBase socket) {
            return socket.socket().channelHandlerContext().pipeline();
        }
        throw new IllegalStateException("the reactive client does not show the socket of a connection: "
                + connection.getDelegate().getClass());
    }
}
