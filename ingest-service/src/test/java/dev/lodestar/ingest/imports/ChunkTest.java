package dev.lodestar.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.ingest.reading.SourceRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTest {
    @ParameterizedTest
    @CsvSource({"100, 4", "249, 4", "250, 4", "300, 4", "334, 3", "999, 2", "1000, 1", "70000, 1"})
    void a_chunk_is_full_at_its_rows_or_its_bytes(int rowBytes, int rows) {
        Chunk chunk = new Chunk(4, 1000);

        for (int round = 0; round < 2; round++) {
            List<Boolean> full = new ArrayList<>();
            do {
                full.add(chunk.add(new SourceRow.Json(1, new byte[rowBytes])));
            } while (!full.getLast());

            assertThat(full).hasSize(rows);
            assertThat(chunk.take()).hasSize(rows);
        }
        assertThat(chunk.take()).isEmpty();
    }
}
