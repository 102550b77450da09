package dev.lodestar.launcher.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.launcher.suite.LaunchException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {
    @Test
    void a_dashboard_that_ends_at_once_is_not_opened() {
        RunCommand command = new RunCommand();
        new CommandLine(command).parseArgs("--open", "--exit");

        assertThatThrownBy(command::call).isInstanceOf(LaunchException.class).hasMessageContaining("--open");
    }
}
