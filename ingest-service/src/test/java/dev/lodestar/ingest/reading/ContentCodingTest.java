package dev.lodestar.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ContentCodingTest {
    @Test
    void a_packed_body_cannot_ask_for_more_memory_than_8_mebibytes() throws IOException {
        assertThat(ContentCoding.ZSTD.unpack(packed(23)).readAllBytes()).hasSize(1 << 20);
        assertThatThrownBy(() -> ContentCoding.ZSTD.unpack(packed(27)).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("memory");
    }

    private static InputStream packed(int windowLog) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(packed).setLong(windowLog)) {
            out.write(new byte[1 << 20]);
        }
        return new ByteArrayInputStream(packed.toByteArray());
    }
}
