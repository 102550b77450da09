package dev.lodestar.host.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        this.mapper = mapper.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** The definition; a problem names the field that is wrong. */
    public <T> T read(String json, Class<T> type) {
        try {
            T definition = mapper.readValue(json.isBlank() ? "{}" : json, type);
            if (definition == null) {
                throw ProblemException.invalid("body", "null", "a JSON object");
            }
            return definition;
        } catch (UnrecognizedPropertyException e) {
            throw ProblemException.invalid(
                    path(e),
                    e.getPropertyName(),
                    e.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", ", "one of the fields ", "")));
        } catch (MismatchedInputException e) {
            throw ProblemException.invalid(path(e), "of another type", "as the API's document describes it");
        } catch (JsonProcessingException e) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, e.getOriginalMessage());
        }
    }

    private static String path(JsonMappingException failure) {
        String path = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.substring(path.startsWith(".") ? 1 : 0);
    }
}
