package dev.lodestar.kit.secrets;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings from a directory of mounted files, as Kubernetes and container runtimes mount secrets: a file's name is the key, its content, without the line break at
 * its end, is the value. They stand above the environment. {@code lodestar.secrets.directory} names the directory.
 */
public final class SecretsDirectory implements ConfigSourceFactory {
    static final String DIRECTORY = "lodestar.secrets.directory";

    private static final int ABOVE_THE_ENVIRONMENT = 310;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue directory = context.getValue(DIRECTORY);
        return directory == null
                        || directory.getValue() == null
                        || directory.getValue().isBlank()
                ? List.of()
                : List.of(source(Path.of(directory.getValue())));
    }

    /** @throws UncheckedIOException when the directory cannot be read: a start without its secrets must not go on */
    static ConfigSource source(Path directory) {
        Map<String, String> values = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                values.put(file.getFileName().toString(), Files.readString(file).stripTrailing());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(DIRECTORY + " cannot be read: " + directory, e);
        }
        return new PropertiesConfigSource(values, "secrets in " + directory, ABOVE_THE_ENVIRONMENT);
    }
}
