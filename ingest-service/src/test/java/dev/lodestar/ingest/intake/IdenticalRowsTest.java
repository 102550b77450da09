package dev.lodestar.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdenticalRowsTest {
    @ParameterizedTest
    @CsvSource({"1, 9223372036854775807", "2, 65536", "3, 0"})
    void counts_like_a_map_in_memory_and_in_a_file(long seed, long maxMemoryBytes) {
        Random random = new Random(seed);
        Map<UUID, Integer> oracle = new HashMap<>();
        try (IdenticalRows rows = new IdenticalRows(maxMemoryBytes)) {
            for (int i = 0; i < 50_000; i++) {
                UUID content =
                        UUID.nameUUIDFromBytes(("row " + random.nextInt(20_000)).getBytes(StandardCharsets.UTF_8));
                int ordinal = oracle.merge(content, 1, Integer::sum) - 1;

                assertThat(rows.ordinalOf(content))
                        .as("seed %d, row %d", seed, i)
                        .isEqualTo(ordinal);
            }
        }
    }
}
