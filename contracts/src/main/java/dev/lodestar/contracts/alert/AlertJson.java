package dev.lodestar.contracts.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import java.io.IOException;

/** The JSON form of what happened to alerts: snake_case, ISO 8601 times, what is absent left out, fields of later versions ignored. */
public final class AlertJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private AlertJson() {}

    public static byte[] write(AlertNote note) {
        try {
            return MAPPER.writeValueAsBytes(note);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of our own cannot be written", e);
        }
    }

    /** Throws {@link UnreadableRecordException} when the bytes are no note of an alert. */
    public static AlertNote read(byte[] json) {
        try {
            AlertNote note = MAPPER.readValue(json, AlertNote.class);
            if (note == null) {
                throw new UnreadableRecordException("value is null");
            }
            return note;
        } catch (IOException e) {
            throw new UnreadableRecordException("value is not a readable note of an alert", e);
        }
    }
}
