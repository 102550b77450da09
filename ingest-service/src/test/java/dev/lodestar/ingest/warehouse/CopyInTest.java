package dev.lodestar.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages by which PostgreSQL asks for rows and gets them, byte by byte. */
class CopyInTest {
    /** CopyInResponse: binary, two columns, both binary. */
    private static final String SEND_ROWS = "47" + "0000000b" + "01" + "0002" + "0001" + "0001";

    private static final String COPIED_ONE = "43" + "0000000b" + "434f5059203100";
    private static final String READY = "5a" + "00000005" + "54";

    @Test
    void rows_are_sent_when_the_database_asks_for_them_and_all_else_goes_on_to_the_client() {
        EmbeddedChannel channel = new EmbeddedChannel(new CopyIn(rows().toMessages()));

        channel.writeInbound(bytes(SEND_ROWS));
        assertThat(ByteBufUtil.hexDump((ByteBuf) channel.readOutbound()))
                .isEqualTo("64" + "0000002c" // a message of data: its length, with itself
                        + "5047434f50590aff0d0a00" + "00000000" + "00000000" // signature, flags, extension
                        + "0003" + "00000002" + "c3a9" + "ffffffff" + "00000003" + "017b7d" // "é", null, {} as jsonb
                        + "ffff" // no more rows
                        + "63" + "00000004");

        channel.writeInbound(bytes(COPIED_ONE + READY));
        assertThat(passedOn(channel)).containsExactly(COPIED_ONE, READY);
        channel.finishAndReleaseAll();
    }

    @Test
    void messages_may_come_in_pieces() {
        EmbeddedChannel channel = new EmbeddedChannel(new CopyIn(rows().toMessages()));
        ByteBuf received = bytes(SEND_ROWS + COPIED_ONE + READY);
        int sent = 0;

        while (received.isReadable()) {
            channel.writeInbound(received.readBytes(1));
            sent += channel.outboundMessages().size();
            channel.releaseOutbound();
        }

        assertThat(sent).isEqualTo(1);
        assertThat(passedOn(channel)).containsExactly(COPIED_ONE, READY);
        channel.finishAndReleaseAll();
    }

    @Test
    void times_are_microseconds_since_2000() {
        ByteBuf messages = new CopyRows(16).row(1).time(946_684_799_999L).toMessages();

        messages.skipBytes(1 + 4 + 19 + 2);
        assertThat(messages.readInt()).isEqualTo(8);
        assertThat(messages.readLong()).isEqualTo(-1_000);
    }

    private static CopyRows rows() {
        return new CopyRows(16).row(3).text("é").nothing().jsonb("{}");
    }

    private static List<String> passedOn(EmbeddedChannel channel) {
        List<String> messages = new ArrayList<>();
        for (ByteBuf message = channel.readInbound(); message != null; message = channel.readInbound()) {
            messages.add(ByteBufUtil.hexDump(message));
            message.release();
        }
        return messages;
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }
}
