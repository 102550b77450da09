package dev.lodestar.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void writes_a_data_set_and_says_how_large_it_is(@TempDir Path directory) {
        int code = execute("--users", "50", "--events", "800", "--out", directory.toString());

        assertThat(code).isZero();
        assertThat(output.toString()).startsWith("50 users and ");
        assertThat(directory.resolve(DataGenerator.GROUND_TRUTH_FILE)).exists();
    }

    @Test
    void says_what_is_wrong_with_an_option(@TempDir Path directory) {
        int code = execute("--from", "2026-01-02", "--to", "2026-01-02", "--out", directory.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("from must be before to");
    }

    @Test
    void a_zone_without_a_name_is_refused(@TempDir Path directory) {
        int code = execute("--time-zone", "+02:00", "--out", directory.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--time-zone '+02:00' is not an IANA zone name");
    }

    @Test
    void invoices_are_in_the_currency_that_is_asked_for(@TempDir Path directory) throws IOException {
        int code = execute("--users", "50", "--events", "1000", "--currency", "JPY", "--out", directory.toString());

        assertThat(code).isZero();
        assertThat(Files.readString(directory.resolve("user_events.csv")))
                .contains("\"\"currency\"\":\"\"JPY\"\"")
                .doesNotContain("USD");
    }

    @Test
    void a_currency_that_there_is_not_is_refused(@TempDir Path directory) {
        int code = execute("--currency", "Euro", "--out", directory.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--currency", "Euro");
    }

    @Test
    void says_what_would_be_feasible(@TempDir Path directory) {
        int code = execute("--users", "100", "--events", "10", "--out", directory.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("100 users cannot make 10 events over this range: between about ");
    }

    private int execute(String... arguments) {
        return new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
