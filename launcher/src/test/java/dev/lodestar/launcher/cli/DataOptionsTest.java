package dev.lodestar.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.ProjectSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DataOptionsTest {
    @Command
    static final class Any {
        @Mixin
        final DataOptions options = new DataOptions();
    }

    @Test
    void fifty_thousand_users_and_fifteen_events_each_are_generated_by_default() {
        DataOptions options = parse();

        assertThatCode(options::check).doesNotThrowAnyException();
        assertThat(options.given()).isFalse();
        assertThat(options.usersOrDefault()).isEqualTo(50_000);
        assertThat(options.eventsOrDefault()).isEqualTo(750_000);
        assertThat(options.seedOrDefault()).isEqualTo(42);
        assertThat(options.project()).isEqualTo(new ProjectSettings("UTC", "USD", null));
        assertThat(parse("--users=10").eventsOrDefault()).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data=x --users=5 | exclude each other",
                "--users=0 | must be at least 1",
                "--from=2026-02-01 --to=2026-02-01 | must be before",
                "--time-zone=Mars/Olympus | is not an IANA zone name",
                "--time-zone=+02:00 | is not an IANA zone name",
                "--currency=Euro | is not an ISO 4217 code of a currency such as EUR",
                "--currency=XAU | is not an ISO 4217 code of a currency such as EUR"
            })
    void what_is_not_possible_is_refused_with_the_options_name(String arguments, String message) {
        DataOptions options = parse(arguments.split(" "));

        assertThatThrownBy(options::check).isInstanceOf(LaunchException.class).hasMessageContaining(message);
    }

    @Test
    void what_has_no_effect_without_data_is_named() {
        DataOptions options = parse("--seed=7", "--from=2026-01-01", "--output=x", "--time-zone=Europe/Zurich");

        assertThatThrownBy(options::refuseWithoutData)
                .isInstanceOf(LaunchException.class)
                .hasMessageStartingWith("--seed, --from, --output would have no effect");
        assertThatCode(parse("--users=5", "--seed=7")::refuseWithoutData).doesNotThrowAnyException();
        assertThatCode(parse("--time-zone=Europe/Zurich")::refuseWithoutData).doesNotThrowAnyException();
    }

    @Test
    void up_refuses_before_it_starts_anything() {
        UpCommand command = new UpCommand();
        new CommandLine(command).parseArgs("--seed=7");

        assertThatThrownBy(command::call).isInstanceOf(LaunchException.class).hasMessageContaining("--seed");
    }

    private static DataOptions parse(String... arguments) {
        Any any = new Any();
        new CommandLine(any).parseArgs(arguments);
        return any.options;
    }
}
