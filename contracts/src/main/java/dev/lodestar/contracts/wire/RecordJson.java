package dev.lodestar.contracts.wire;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The JSON that records of the log have as their value: snake_case and ISO 8601 times. */
public final class RecordJson {
    /** What is null is written as null. */
    public static final RecordJson WITH_NULLS = new RecordJson(Include.ALWAYS);

    /** What is null is left out. */
    public static final RecordJson WITHOUT_NULLS = new RecordJson(Include.NON_NULL);

    private final ObjectMapper mapper;

    private RecordJson(Include inclusion) {
        this.mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .serializationInclusion(inclusion)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    /** A message as the value of a record. */
    public byte[] write(Record message) {
        try {
            return mapper.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of our own cannot be written", e);
        }
    }

    /** Throws {@link UnreadableRecordException} when the bytes are no message of the type. */
    public <T> T read(byte[] json, Class<T> type) {
        try {
            T message = mapper.readValue(json, type);
            if (message == null) {
                throw new UnreadableRecordException("value is null");
            }
            return message;
        } catch (IOException e) {
            throw new UnreadableRecordException("value is not a readable " + type.getSimpleName(), e);
        }
    }
}
