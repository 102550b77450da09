package dev.lodestar.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpTest {
    private static final CommandLine LODESTAR = new CommandLine(new Main());

    /** The script shows a file, so that nobody waits for a build to read what there is to say. */
    @Test
    void what_the_script_shows_is_what_the_commands_are() throws IOException {
        assertThat(Files.readString(Path.of("help.txt"))).isEqualTo(LODESTAR.getUsageMessage(Ansi.OFF));
    }

    @Test
    void every_command_tells_its_options() {
        assertThat(LODESTAR.getSubcommands().entrySet())
                .filteredOn(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .allSatisfy(command ->
                        assertThat(command.getValue().getUsageMessage(Ansi.OFF)).contains("--help"));
    }
}
