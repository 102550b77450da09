package dev.lodestar.helm;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something that must hold in every rendering and that no schema can say.
 *
 * @param name what must hold, as a sentence
 * @param violations what does not hold, each naming the document
 */
record Rule(String name, Function<Rendering, Stream<String>> violations) {
    static final List<Rule> ALL = Stream.of(WiringRules.ALL, PodRules.ALL, NetworkRules.ALL, SettingRules.ALL)
            .flatMap(List::stream)
            .toList();

    List<String> check(Rendering rendering) {
        return violations.apply(rendering).toList();
    }
}
