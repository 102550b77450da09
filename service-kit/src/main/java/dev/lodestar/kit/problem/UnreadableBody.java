package dev.lodestar.kit.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a body that is no JSON, or not of the right shape, in the caller's words: no class of ours is named. */
final class UnreadableBody {
    /** The most characters of a value that an answer repeats. */
    private static final int GIVEN_LIMIT = 100;

    private UnreadableBody() {}

    static Problem problem(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                malformed(
                        pathOf(unknown),
                        "There is no field '" + cut(unknown.getPropertyName()) + "'",
                        unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", ", "one of the fields ", "")));
            case InvalidFormatException value ->
                malformed(
                        pathOf(value),
                        named(pathOf(value)) + " is '" + cut(String.valueOf(value.getValue())) + "'",
                        expected(value.getTargetType()));
            case MismatchedInputException shape ->
                malformed(
                        pathOf(shape),
                        named(pathOf(shape)) + " is of another type or missing",
                        expected(shape.getTargetType()));
            case JsonMappingException other -> malformed(pathOf(other), named(pathOf(other)) + " cannot be read", null);
            default -> malformed(null, failure.getOriginalMessage(), "JSON");
        };
    }

    private static Problem malformed(@Nullable String field, String detail, @Nullable String expected) {
        return Problem.of(
                CommonProblem.MALFORMED_REQUEST,
                expected == null ? detail : detail + "; expected is " + expected,
                field,
                expected,
                null);
    }

    private static String cut(String given) {
        return given.length() > GIVEN_LIMIT ? given.substring(0, GIVEN_LIMIT) + "…" : given;
    }

    private static String named(@Nullable String field) {
        return field == null ? "The body" : field;
    }

    private static @Nullable String expected(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a date or time by ISO 8601, such as 2024-02-29";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : null;
    }

    private static @Nullable String pathOf(JsonMappingException failure) {
        String path = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? null : path;
    }
}
