package dev.lodestar.host.gather;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lodestar.engine.query.AscendingLimits;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The JSON between replicas of one service. Internal: both ends run the same version or the one next to it. A field that one end knows and the other
 * does not would change what is counted, so a message of which any is missing or unknown is not read. A query carries the name of its record in
 * {@code query}.
 */
final class TallyJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // what follows from the fields does not travel
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addMixIn(TimelineQuery.class, NamedQuery.class)
            .addMixIn(UserCriterion.class, NamedKind.class)
            .addMixIn(EventWindow.class, NamedKind.class)
            .addMixIn(AscendingLimits.class, JustNumbers.class)
            .build();

    static {
        Stream.of(TimelineQuery.class, UserCriterion.class, EventWindow.class)
                .flatMap(alternatives -> Arrays.stream(alternatives.getPermittedSubclasses()))
                .forEach(MAPPER::registerSubtypes);
    }

    private TallyJson() {}

    static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message between replicas cannot be written", e);
        }
    }

    /** Reads a peer's request; a problem names what is wrong with it. */
    static TallyRequest request(byte[] json) {
        try {
            return MAPPER.readValue(json, TallyRequest.class);
        } catch (IOException e) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "not a tally request of this version");
        }
    }

    static TallyResponse response(byte[] json) throws IOException {
        return MAPPER.readValue(json, TallyResponse.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "query")
    private interface NamedQuery {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface NamedKind {}

    /** An array of what the limits are. */
    private abstract static class JustNumbers {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        JustNumbers(long[] limits) {}

        @JsonValue
        abstract long[] values();
    }
}
