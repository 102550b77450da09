package dev.lodestar.kit.problem;

import java.util.Locale;

/** A stable code of a problem. Each feature keeps an enum of its own; {@link CommonProblem} holds what every service knows. */
public interface ProblemCode {
    /** The constant's name. */
    String name();

    /** snake_case, never changed once published; clients switch on it. */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Kind kind();

    /** A short sentence for people, the same at every occurrence. */
    String title();
}
