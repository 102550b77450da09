package dev.lodestar.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.launcher.suite.Claim;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LogsCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @Test
    void the_installation_that_is_alive_is_looked_at_else_the_one_that_wrote_last() throws IOException {
        Layout older = written("older", 1_000);
        Layout newer = written("newer", 2_000);

        assertThat(LogsCommand.latest(List.of(older, newer))).isEqualTo(newer);
        assertThat(LogsCommand.latest(List.of(newer, older))).isEqualTo(newer);
        try (Claim alive = Claim.of(older)) {
            assertThat(alive).isNotNull();
            assertThat(LogsCommand.latest(List.of(newer, older))).isEqualTo(older);
        }
    }

    @Test
    void without_logs_there_is_nothing_to_look_at() {
        Layout nothing = new Layout(scratch, scratch.resolve("nothing"));

        assertThatThrownBy(() -> LogsCommand.latest(List.of(nothing)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("There are no logs yet");
    }

    @Test
    void fewer_lines_than_none_are_refused() {
        LogsCommand command = new LogsCommand();
        new CommandLine(command).parseArgs("kafka", "-n", "-1");

        assertThatThrownBy(command::call).isInstanceOf(LaunchException.class).hasMessageContaining("--lines");
    }

    private Layout written(String name, long at) throws IOException {
        Layout layout = new Layout(scratch, scratch.resolve(name));
        layout.create();
        Files.setLastModifiedTime(Files.writeString(layout.log("kafka"), "x"), FileTime.fromMillis(at));
        return layout;
    }
}
