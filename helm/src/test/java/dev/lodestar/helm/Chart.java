package dev.lodestar.helm;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart under test. Rendering the same twice costs nothing. */
final class Chart {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    static final Path HOME = PROJECT.resolve("helm/lodestar");

    /** The oldest that the chart says it runs on, one in the middle, and one past every switch of API versions. */
    static final List<String> KUBERNETES = List.of("v1.20.2", "v1.25.0", "v1.33.0");

    static final String NEWEST = KUBERNETES.getLast();
    static final String NAMESPACE = "analytics";

    /** A key that is there twice is a fault, as some readers of manifests say. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Map<String, List<Manifest>> RENDERED = new ConcurrentHashMap<>();
    private static final Path PLAIN = withoutHooks();

    private Chart() {}

    static Helm helm() {
        FakeCluster.up();
        return new Helm(HOME);
    }

    /** Rendering leaves hooks out, so this copy has none: what is a hook elsewhere is a plain document here. */
    private static Path withoutHooks() {
        Path copy = PROJECT.resolve("helm/target/chart/lodestar");
        try (Stream<Path> files = Files.walk(HOME)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(HOME.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, text(file).replace("helm.sh/hook", "lodestar.invalid/hook"));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value sets under {@code ci/}, by name. */
    static List<String> scenarios() {
        try (Stream<Path> files = Files.list(HOME.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("-values.yaml"))
                    .map(name -> name.substring(0, name.length() - "-values.yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path values(String scenario) {
        return HOME.resolve("ci").resolve(scenario + "-values.yaml");
    }

    static List<Manifest> render(String scenario, String kubernetes) {
        return RENDERED.computeIfAbsent(
                scenario + " on " + kubernetes, key -> render(values(scenario), kubernetes, Map.of()));
    }

    /** What Helm makes of a value file and of single settings above it. */
    static List<Manifest> render(Path values, String kubernetes, Map<String, Object> settings) {
        FakeCluster.up();
        TemplateCommand template = new Helm(PLAIN)
                .template()
                .withName("lodestar")
                .withNamespace(NAMESPACE)
                .withKubeVersion(kubernetes)
                .withValuesFile(values);
        settings.forEach(template::set);
        return parse(template.call());
    }

    static List<Manifest> parse(String documents) {
        try (MappingIterator<JsonNode> nodes = YAML.readerFor(JsonNode.class).readValues(documents)) {
            List<Manifest> manifests = new ArrayList<>();
            while (nodes.hasNext()) {
                JsonNode node = nodes.next();
                if (!node.isMissingNode() && !node.isNull()) {
                    manifests.add(new Manifest(node));
                }
            }
            return List.copyOf(manifests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) {
        return read(YAML, file);
    }

    static JsonNode json(Path file) {
        return read(new ObjectMapper(), file);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
