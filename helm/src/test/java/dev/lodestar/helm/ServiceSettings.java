package dev.lodestar.helm;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a service reads, from its sources: its properties files, the expressions in them, its configuration mappings and single injected
 * properties. Those of the modules that it stands on count as its own.
 */
final class ServiceSettings {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([a-z][a-z0-9.-]*)(:[^}]*)?}");
    private static final Map<String, ServiceSettings> READ = new ConcurrentHashMap<>();

    private final Set<String> known = new TreeSet<>();
    private final Set<String> families = new TreeSet<>();
    private final Set<String> needed = new TreeSet<>();
    private final Set<String> defined = new TreeSet<>();

    private ServiceSettings(String service) {
        List<String> modules = switch (service) {
            case "gateway" -> List.of("gateway", "service-kit");
            case "metrics", "cohort" -> List.of(service + "-service", "timeline-host", "service-kit");
            default -> List.of(service + "-service", "service-kit");
        };
        for (String module : modules) {
            Path main = Chart.PROJECT.resolve(module).resolve("src/main");
            properties(main.resolve("resources/application.properties"));
            properties(main.resolve("resources/META-INF/microprofile-config.properties"));
            sources(main.resolve("java"));
        }
        known.addAll(needed);
        needed.removeAll(defined);
    }

    /** @param service as the chart calls it */
    static ServiceSettings of(String service) {
        return READ.computeIfAbsent(service, ServiceSettings::new);
    }

    /** Whether an environment variable sets something that the service reads. */
    boolean knows(String variable) {
        return known.stream().anyMatch(key -> variable(key).equals(variable))
                || families.stream().anyMatch(prefix -> variable.startsWith(variable(prefix) + "_"));
    }

    /** The variables without which the service does not start. */
    Set<String> needed() {
        Set<String> variables = new TreeSet<>();
        needed.forEach(key -> variables.add(variable(key)));
        return variables;
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private void properties(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.stringPropertyNames().stream()
                .filter(key -> !key.startsWith("%"))
                .forEach(key -> {
                    defined.add(key);
                    if (!key.startsWith("quarkus.")) { // those may be fixed at the build
                        known.add(key);
                    }
                    expressions(properties.getProperty(key));
                });
    }

    private void expressions(String text) {
        Matcher expression = EXPRESSION.matcher(text);
        while (expression.find()) {
            (expression.group(2) == null ? needed : known).add(expression.group(1));
        }
    }

    private void sources(Path directory) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(directory);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> configured = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> Chart.text(file).contains("@Config"))
                    .toList();
            if (configured.isEmpty()) {
                return;
            }
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(configured));
            for (CompilationUnitTree unit : task.parse()) {
                new Reader().scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            argument(type.getModifiers(), "ConfigMapping", "prefix").ifPresent(prefix -> mapping(prefix, type));
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            argument(variable.getModifiers(), "ConfigProperty", "name").ifPresent(known::add);
            return super.visitVariable(variable, nothing);
        }
    }

    private void mapping(String prefix, ClassTree type) {
        Map<String, ClassTree> nested = new HashMap<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree inner && inner.getKind() == Tree.Kind.INTERFACE) {
                nested.put(inner.getSimpleName().toString(), inner);
            }
        }
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                setting(prefix + "." + kebab(method.getName().toString()), method, nested);
            }
        }
    }

    private void setting(String key, MethodTree method, Map<String, ClassTree> nested) {
        String type = String.valueOf(method.getReturnType());
        annotation(method.getModifiers(), "WithDefault").stream()
                .flatMap(annotation -> annotation.getArguments().stream())
                .forEach(value -> expressions(value.toString()));
        ClassTree inner = nested.get(type);
        if (inner != null) {
            mapping(key, inner);
        } else if (type.startsWith("Map<")) {
            families.add(key);
        } else if (type.startsWith("Optional")
                || annotation(method.getModifiers(), "WithDefault").isPresent()) {
            known.add(key);
        } else {
            needed.add(key);
        }
    }

    private static Optional<? extends AnnotationTree> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .findFirst();
    }

    private static Optional<String> argument(ModifiersTree modifiers, String name, String argument) {
        return annotation(modifiers, name).stream()
                .flatMap(annotation -> annotation.getArguments().stream())
                .flatMap(value -> value instanceof AssignmentTree assignment
                                && assignment.getVariable().toString().equals(argument)
                        ? text(assignment.getExpression()).stream()
                        : Stream.empty())
                .findFirst();
    }

    private static Optional<String> text(ExpressionTree expression) {
        return expression instanceof LiteralTree literal && literal.getValue() instanceof String value
                ? Optional.of(value)
                : Optional.empty();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
