package dev.lodestar.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.ingest.reading.SourceRow.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesReaderTest {
    private static final int LIMIT = 50;

    @ParameterizedTest
    @ValueSource(strings = {"{1}\n{2}", "{1}\r\n\r\n{2}\r\n", "\uFEFF\n{1}\r{2}\n\n"})
    void every_line_is_a_row_however_it_ends(String body) throws IOException {
        assertThat(rows(body)).extracting(JsonLinesReaderTest::text).containsExactly("{1}", "{2}");
    }

    @Test
    void a_line_beyond_the_limit_is_skipped_with_its_length() throws IOException {
        String longest = "x".repeat(LIMIT);
        List<SourceRow> rows = rows(longest + "\n" + longest + "x\n{}\n" + "y".repeat(1000));

        assertThat(text(rows.get(0))).isEqualTo(longest);
        assertThat(((Unreadable) rows.get(1)).length()).isEqualTo(LIMIT + 1);
        assertThat(text(rows.get(2))).isEqualTo("{}");
        assertThat(((Unreadable) rows.get(3)).length()).isEqualTo(1000);
    }

    @Test
    void rows_keep_their_bytes_wherever_the_window_ends() throws IOException {
        List<String> lines = IntStream.range(0, 1000)
                .mapToObj(i -> "r".repeat(i % LIMIT) + i % 7)
                .toList();

        assertThat(rows(String.join("\n", lines)))
                .extracting(JsonLinesReaderTest::text)
                .isEqualTo(lines);
    }

    private static List<SourceRow> rows(String body) throws IOException {
        JsonLinesReader reader =
                new JsonLinesReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), LIMIT);
        List<SourceRow> rows = new ArrayList<>();
        for (SourceRow row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static String text(SourceRow row) {
        return new String(row.raw(), StandardCharsets.UTF_8);
    }
}
