package dev.lodestar.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @Test
    void the_log_lies_in_the_directory_that_was_given_whatever_its_name_and_is_found_again() throws IOException {
        Path directory = scratch.resolve("\u00fc x\\y=#z");
        Path mark = directory.resolve("log/meta.properties");

        KafkaBroker.prepared(1, 2, directory);
        String first = Files.readString(mark);
        KafkaBroker.prepared(1, 2, directory);

        assertThat(mark).hasContent(first);
        assertThat(scratch).isDirectoryNotContaining(path -> !path.equals(directory));
    }

    @Test
    void a_path_with_a_comma_is_refused_before_anything_is_written() {
        Path directory = scratch.resolve("a,b");

        assertThatThrownBy(() -> KafkaBroker.prepared(1, 2, directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comma")
                .hasMessageContaining(directory.toString());
        assertThat(directory).doesNotExist();
    }
}
