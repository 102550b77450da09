package dev.lodestar.report.alert;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.word.NearMiss;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a word that is one of some; a problem names them, and the one that may have been meant. */
final class Choice {
    private static final int GIVEN_LIMIT = 100;

    private Choice() {}

    static <T> T of(String field, @Nullable String given, Collection<T> choices, Function<T, String> word) {
        Optional<T> chosen = choices.stream()
                .filter(choice -> word.apply(choice).equals(given))
                .findFirst();
        return chosen.orElseThrow(
                () -> refused(field, given, choices.stream().map(word).toList()));
    }

    static <T> T of(String field, @Nullable String given, T[] choices, Function<T, String> word, T absent) {
        return given == null ? absent : of(field, given, Arrays.asList(choices), word);
    }

    private static ProblemException refused(String field, @Nullable String given, List<String> words) {
        String allowed = "one of " + String.join(", ", words);
        if (given == null) {
            return ProblemException.invalid(field, null, allowed);
        }
        String shown = given.length() > GIVEN_LIMIT ? given.substring(0, GIVEN_LIMIT) + "…" : given;
        return ProblemException.invalid(
                field,
                shown,
                NearMiss.of(shown, words)
                        .map(near -> allowed + "; did you mean " + near + "?")
                        .orElse(allowed));
    }
}
