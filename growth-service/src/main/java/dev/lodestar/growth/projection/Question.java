package dev.lodestar.growth.projection;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.lever.domain.Levers;
import dev.lodestar.growth.projection.domain.FlowSettings;
import dev.lodestar.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a projection is asked for.
 *
 * @param levers names of the levers to take together; empty for all
 * @param months horizon
 * @param seed of the draws
 */
public record Question(List<String> levers, int months, long seed) {

    public Question {
        levers = List.copyOf(levers);
    }

    /** Reads query parameters; those that are null take the defaults. */
    static Question of(@Nullable String levers, @Nullable String months, ProjectionConfig defaults) {
        return of(
                levers == null || levers.isBlank()
                        ? List.of()
                        : Arrays.stream(levers.split(",", -1))
                                .map(String::strip)
                                .distinct()
                                .toList(),
                months,
                defaults);
    }

    /** The same of one lever, or of all where none is named. */
    static Question ofOne(@Nullable String lever, @Nullable String months, ProjectionConfig defaults) {
        return of(lever == null || lever.isBlank() ? List.of() : List.of(lever.strip()), months, defaults);
    }

    private static Question of(List<String> names, @Nullable String months, ProjectionConfig defaults) {
        return new Question(
                        names,
                        months == null ? defaults.months() : number(months).orElse(0),
                        defaults.seed())
                .checked(months);
    }

    private Question checked(@Nullable Object given) {
        if (months < 1 || months > FlowSettings.MAX_MONTHS) {
            throw ProblemException.invalid("months", given, "a whole number in [1, " + FlowSettings.MAX_MONTHS + "]");
        }
        return this;
    }

    /** The levers of that name, all when none is named. */
    List<Lever> select(Levers known) {
        return select(known, "levers");
    }

    /**
     * The levers of that name, all when none is named.
     *
     * @param field the parameter that a problem with an unknown one names
     */
    List<Lever> select(Levers known, String field) {
        return levers.isEmpty()
                ? known.all()
                : levers.stream().map(name -> lever(name, known, field)).toList();
    }

    private static Lever lever(String name, Levers known, String field) {
        return known.named(name)
                .orElseThrow(() -> ProblemException.invalid(field, name, "any of " + String.join(", ", known.names())));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException ignored) {
            return Optional.empty();
        }
    }
}
