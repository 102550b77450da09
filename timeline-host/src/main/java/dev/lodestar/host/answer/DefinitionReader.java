package dev.lodestar.host.answer;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/** Reads a definition from the body of a request. A field that it does not have is a slip of the pen and is refused, not passed over. */
@ApplicationScoped
public class DefinitionReader {
    private final ObjectMapper mapper;

    DefinitionReader(ObjectMapper mapper) {
        this.mapper = mapper.copy()
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        this.mapper.coercionConfigDefaults().setCoercion(CoercionInputShape.String, CoercionAction.Fail);
    }

    /** The definition; a problem names the field that is wrong. */
    public <T> T read(String json, Class<T> type) {
        try {
            T definition = mapper.readValue(json.isBlank() ? "{}" : json, type);
            if (definition == null) {
                throw ProblemException.invalid("body", "null", "a JSON object");
            }
            return definition;
        } catch (JsonProcessingException e) {
            throw refused("", e);
        }
    }

    /**
     * A part of a definition; a problem names the field under {@code field} that is wrong.
     *
     * @param expected what may stand there
     */
    public <T> T read(String field, JsonNode json, String expected, Class<T> type) {
        if (!json.isObject()) {
            throw ProblemException.invalid(field, json, expected);
        }
        try {
            return mapper.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw refused(field, e);
        }
    }

    private static ProblemException refused(String field, JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException e ->
                ProblemException.invalid(
                        path(field, e),
                        e.getPropertyName(),
                        e.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", ", "one of the fields ", "")));
            case MismatchedInputException e ->
                ProblemException.invalid(path(field, e), "of another type", "as the API's document describes it");
            default -> new ProblemException(CommonProblem.MALFORMED_REQUEST, failure.getOriginalMessage());
        };
    }

    private static String path(String field, JsonMappingException failure) {
        String path = field
                + failure.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.substring(path.startsWith(".") ? 1 : 0);
    }
}
