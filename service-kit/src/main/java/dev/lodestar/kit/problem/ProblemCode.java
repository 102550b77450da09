package dev.lodestar.kit.problem;

/** A stable code of a problem. Each feature keeps an enum of its own; {@link CommonProblem} holds what every service knows. */
public interface ProblemCode {
    /** snake_case, never changed once published; clients switch on it. */
    String code();

    Kind kind();

    /** A short sentence for people, the same at every occurrence. */
    String title();
}
