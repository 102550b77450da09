package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.io.IOException;

/** The JSON form of commands and results: snake_case, ISO 8601 dates, fields of later versions ignored. */
public final class AnalysisJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private AnalysisJson() {}

    public static byte[] write(AnalysisCommand command) {
        return bytes(command);
    }

    public static byte[] write(AnalysisResult result) {
        return bytes(result);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a command. */
    public static AnalysisCommand readCommand(byte[] json) {
        return read(json, AnalysisCommand.class);
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a result. */
    public static AnalysisResult readResult(byte[] json) {
        return read(json, AnalysisResult.class);
    }

    /** What a result says beside its answer. Throws {@link UnreadableRecordException} when the bytes are not a result. */
    public static StepEnd readEnd(byte[] json) {
        return read(json, StepEnd.class);
    }

    private static byte[] bytes(Record message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of our own cannot be written", e);
        }
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UnreadableRecordException("value is not a readable " + type.getSimpleName(), e);
        }
    }
}
