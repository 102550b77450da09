package dev.lodestar.report.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserRowsTest {
    private static final UUID ERASED = UUID.fromString("0a4b6c1e-83d8-4b6c-8ef1-5a2b3c4d5e6f");
    private static final UUID OTHER = UUID.fromString("1b5c7d2f-94e9-4c7d-9f02-6b3c4d5e6f70");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void the_rows_of_one_user_go_and_all_others_stay_byte_for_byte() throws IOException {
        Path table = directory.resolve("activation.csv");
        Path kept = directory.resolve("kept.csv");
        Files.writeString(
                table,
                "user_id,segment\n" + OTHER + ",Zürich\n" + ERASED + ",\"a\nb\"\n" + OTHER + ",\"" + ERASED + ",\n"
                        + ERASED + ",\"\n");

        assertThat(UserRows.count(table)).isEqualTo(3);
        assertThat(UserRows.without(ERASED, table, kept)).isEqualTo(1);
        assertThat(UserRows.without(ERASED, kept, null)).isZero();
        assertThat(UserRows.count(kept)).isEqualTo(2);
        assertThat(kept)
                .hasContent(
                        "user_id,segment\n" + OTHER + ",Zürich\n" + OTHER + ",\"" + ERASED + ",\n" + ERASED + ",\"\n");
    }
}
