package dev.lodestar.engine.analysis;

import org.jspecify.annotations.Nullable;

/** A question that cannot be asked: it names the field, what was given and what is allowed. */
public final class InvalidDefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final @Nullable String given;
    private final String expected;

    /**
     * @param field the path in the definition, such as {@code steps[1].event}
     * @param given what stands there
     * @param expected what may stand there
     */
    public InvalidDefinitionException(String field, @Nullable Object given, String expected) {
        super(field + " is '" + given + "'; allowed is " + expected);
        this.field = field;
        this.given = given == null ? null : given.toString();
        this.expected = expected;
    }

    public String field() {
        return field;
    }

    public @Nullable String given() {
        return given;
    }

    public String expected() {
        return expected;
    }
}
