package dev.lodestar.helm;

import dev.lodestar.contracts.wire.Topics;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** A variable that nothing reads, a needed one that is missing, and topics that are not those of the code. */
final class SettingRules {
    static final List<Rule> ALL = List.of(
            new Rule("a variable is a setting that the service reads", SettingRules::unknown),
            new Rule("a service is given all that it needs to start", SettingRules::missing),
            new Rule("the topics that are created are those of the code", SettingRules::topics),
            new Rule("services that ask each other agree on time and topics", SettingRules::agreement));

    /** The JVM's, and what the chart needs to build another variable. */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS", "POD_NAME", "POD_NAMESPACE");

    private static final Set<String> KAFKA = Stream.of(
                    ProducerConfig.configNames(), ConsumerConfig.configNames(), AdminClientConfig.configNames())
            .flatMap(Set::stream)
            .map(name -> "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());

    private static final Pattern CREATED = Pattern.compile("(?m)^create (\\S+) (\\d+)");

    private SettingRules() {}

    private static Stream<String> unknown(Rendering rendering) {
        return perService(
                rendering,
                (name, variables) -> variables.keySet().stream()
                        .filter(variable -> !OTHERS.contains(variable))
                        .filter(variable -> !ServiceSettings.of(name).knows(variable))
                        .filter(variable -> !QuarkusSettings.knows(variable))
                        .filter(variable -> !KAFKA.contains(variable)));
    }

    private static Stream<String> missing(Rendering rendering) {
        return perService(
                rendering,
                (name, variables) -> ServiceSettings.of(name).needed().stream()
                        .filter(variable -> !variables.containsKey(variable)));
    }

    private interface Check {
        Stream<String> of(String service, Map<String, String> variables);
    }

    private static Stream<String> perService(Rendering rendering, Check check) {
        return Rendering.SERVICES.stream()
                .flatMap(name -> rendering.service(name).stream()
                        .flatMap(pod -> pod.containers().stream()
                                .flatMap(container -> check.of(name, rendering.variables(container)))
                                .map(variable -> name + ": " + variable)));
    }

    private static Stream<String> topics(Rendering rendering) {
        return rendering
                .kind("ConfigMap")
                .filter(config -> config.at("/data").has("topics.sh"))
                .flatMap(config -> {
                    Set<String> created = CREATED.matcher(
                                    config.at("/data/topics.sh").asText())
                            .results()
                            .map(match -> match.group(1))
                            .collect(Collectors.toCollection(TreeSet::new));
                    Set<String> wanted = topicsOfTheCode();
                    return created.equals(wanted) ? Stream.empty() : Stream.of(created + ", not " + wanted);
                });
    }

    static Set<String> topicsOfTheCode() {
        Set<String> names = new TreeSet<>();
        for (Field constant : Topics.class.getFields()) {
            try {
                names.add((String) constant.get(null));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return names;
    }

    private static Stream<String> agreement(Rendering rendering) {
        return Stream.of(
                        "LODESTAR_TIME_ZONE",
                        "LODESTAR_CURRENCY",
                        "LODESTAR_TOPICS_PREFIX",
                        "LODESTAR_OIDC_ISSUER",
                        "KAFKA_BOOTSTRAP_SERVERS")
                .filter(variable -> Rendering.SERVICES.stream()
                                .flatMap(name -> rendering.service(name).stream())
                                .flatMap(pod -> pod.containers().stream())
                                .map(container -> rendering.variables(container).getOrDefault(variable, ""))
                                .distinct()
                                .count()
                        > 1);
    }
}
