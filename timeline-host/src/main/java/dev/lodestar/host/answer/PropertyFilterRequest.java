package dev.lodestar.host.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a property in the body of a request.
 *
 * @param property its name
 * @param op eq, neq, gt, gte, lt, lte, contains, is_set or is_not_set; eq where nothing is said
 * @param value what it is compared with: a text, a number, true or false, or a list of these
 * @param values the same as a list
 */
@RegisterForReflection
public record PropertyFilterRequest(
        @Nullable String property,
        @Nullable String op,
        @Schema(implementation = Object.class) @Nullable JsonNode value,
        @Schema(implementation = Object[].class) @Nullable JsonNode values) {

    /** The condition; a problem names the field under {@code field} that is wrong. */
    PropertyFilter toDomain(String field) {
        if (property == null || property.isEmpty()) {
            throw ProblemException.invalid(field + ".property", property, "the name of a property");
        }
        if (value != null && values != null) {
            throw ProblemException.invalid(field + ".values", values, "either value or values");
        }
        PropertyOperator operator = op == null
                ? PropertyOperator.EQ
                : Choices.of(field + ".op", op, Arrays.stream(PropertyOperator.values()), PropertyOperator::wireName);
        return new PropertyFilter(property, operator, texts(field + ".value", value == null ? values : value));
    }

    /** A value or a list of values as texts; a problem names the field. */
    public static List<String> texts(String field, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return List.of();
        }
        return given.isArray()
                ? given.valueStream().map(one -> text(field, one)).toList()
                : List.of(text(field, given));
    }

    private static String text(String field, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw ProblemException.invalid(field, value, "a text, a number, true or false");
        }
        return value.asText();
    }
}
