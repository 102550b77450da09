package dev.lodestar.kit.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    private static final String RANDOM = "xJ4vQ9mTzL2wR7kB";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                               | is empty",
                "xJ4vQ9mTzL2wR7k                  | has 15 characters",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | different characters",
                "abababcabcdabcdeabcdefabc        | different characters",
                "ChangeMe-xJ4vQ9mTzL2wR7kB        | changeme",
                "my-password-is-long-enough       | password",
                "0123456789abcdef0123456789abcdef | 0123456789"
            })
    void a_secret_that_is_not_random_is_weak_and_is_not_told(String secret, String finding) {
        assertThat(SecretStrength.weakness(secret)).hasValueSatisfying(weakness -> {
            assertThat(weakness).contains(finding);
            if (secret.length() > 8) {
                assertThat(weakness).doesNotContain(secret);
            }
        });
    }

    @Test
    void sixteen_random_characters_are_enough() {
        assertThat(SecretStrength.weakness(RANDOM)).isEmpty();
    }

    @Test
    void a_start_names_every_weak_setting() {
        SmallRyeConfig config = config(Map.of(
                "lodestar.database.password", "lodestar",
                "lodestar.client.secret", RANDOM,
                "lodestar.pseudonym.key", "changeme-changeme-changeme"));

        assertThat(SecretGuard.findings(config))
                .hasValueSatisfying(findings -> assertThat(findings)
                        .contains("lodestar.database.password has 8 characters", "lodestar.pseudonym.key looks like")
                        .doesNotContain("client.secret"));
        assertThat(SecretGuard.findings(config(Map.of("lodestar.client.secret", RANDOM))))
                .isEmpty();
    }

    @Test
    void a_secret_that_another_setting_is_made_of_is_missed() {
        assertThat(SecretGuard.findings(config(Map.of("some.password", "${lodestar.client.secret}"))))
                .hasValue("lodestar.client.secret is missing");
        assertThat(SecretGuard.findings(
                        config(Map.of("some.password", "${lodestar.client.secret}", "lodestar.client.secret", RANDOM))))
                .isEmpty();
        assertThat(SecretGuard.findings(config(Map.of("some.password", "${lodestar.client.secret:}"))))
                .isEmpty();
    }

    @Test
    void a_mounted_file_is_a_setting_and_stands_above_the_environment(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("lodestar.client.secret"), RANDOM + "\n");
        Files.createDirectory(directory.resolve("..data"));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new SecretsDirectory())
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "lodestar.client.secret",
                                "from the environment",
                                SecretsDirectory.DIRECTORY,
                                directory.toString()),
                        "environment",
                        300))
                .build();

        assertThat(config.getValue("lodestar.client.secret", String.class)).isEqualTo(RANDOM);
    }

    @Test
    void a_directory_that_cannot_be_read_stops_the_start(@TempDir Path directory) {
        assertThatThrownBy(() -> SecretsDirectory.source(directory.resolve("none")))
                .hasMessageContaining("lodestar.secrets.directory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "got Bearer abcdefghijkl and more                   | got Bearer [scrubbed] and more",
                "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJh.c2ln in it | token [scrubbed] in it",
                "password=hunter2, user=x                           | password=[scrubbed], user=x",
                "client_secret=abc&grant_type=code                  | client_secret=[scrubbed]&grant_type=code",
                "postgresql://ingest:hunter2@db:5432/x              | postgresql://ingest:[scrubbed]@db:5432/x",
                "no such user jane.doe@example.org here             | no such user [scrubbed] here",
                "A service cannot be reached, service=growth-service| A service cannot be reached, service=growth-service"
            })
    void what_must_not_be_in_a_log_is_taken_out(String said, String logged) {
        assertThat(LogScrubber.scrub(said)).isEqualTo(logged);
    }

    @Test
    void a_secret_among_the_parameters_of_a_message_is_taken_out_too() {
        ExtLogRecord record =
                new ExtLogRecord(Level.INFO, "cause=%s", ExtLogRecord.FormatStyle.PRINTF, SecretsTest.class.getName());
        record.setParameters(new Object[] {"password=hunter2"});

        assertThat(new LogScrubber().isLoggable(record)).isTrue();

        assertThat(record.getFormattedMessage()).isEqualTo("cause=password=[scrubbed]");
        LogRecord plain = new LogRecord(Level.INFO, "nothing to hide");
        assertThat(new LogScrubber().isLoggable(plain)).isTrue();
        assertThat(plain.getMessage()).isEqualTo("nothing to hide");
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }
}
