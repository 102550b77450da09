package dev.lodestar.contracts.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.io.IOException;

/** The JSON form of saved cohorts: snake_case, ISO 8601 times, what is absent left out, fields of later versions ignored. */
public final class SavedCohortJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private SavedCohortJson() {}

    public static byte[] write(SavedCohortRecord cohort) {
        try {
            return MAPPER.writeValueAsBytes(cohort);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of our own cannot be written", e);
        }
    }

    /** Throws {@link UnreadableRecordException} when the bytes are not a saved cohort. */
    public static SavedCohortRecord read(byte[] json) {
        try {
            return MAPPER.readValue(json, SavedCohortRecord.class);
        } catch (IOException e) {
            throw new UnreadableRecordException("value is not a readable saved cohort", e);
        }
    }
}
