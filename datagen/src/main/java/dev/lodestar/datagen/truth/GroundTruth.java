package dev.lodestar.datagen.truth;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The content of {@code ground_truth.json}.
 *
 * @param parameters   what was asked
 * @param intensity    the busyness that makes the events add up to what was asked
 * @param effects      what shapes the journeys
 * @param acquisition  what came in, in all and by channel
 * @param total        what came of everybody
 * @param bySegment    the same by segment
 * @param byChannel    the same by channel
 * @param eventsByType of all users
 */
public record GroundTruth(
        Parameters parameters,
        double intensity,
        EffectStatement effects,
        Map<String, ChannelTraffic> acquisition,
        Outcome total,
        Map<String, Outcome> bySegment,
        Map<String, Outcome> byChannel,
        Map<String, Long> eventsByType) {

    /**
     * What was asked.
     *
     * @param from     ISO date of the first day
     * @param to       ISO date of the day after the last
     * @param timeZone IANA name
     */
    public record Parameters(long users, long events, long seed, String from, String to, String timeZone) {}

    /**
     * What came in by a channel, or by all.
     *
     * @param spend      in US dollars
     * @param signupRate signups / visitors
     */
    public record ChannelTraffic(long visitors, long signups, double spend, double signupRate) {}

    /** Writes the statement as JSON, UTF-8, snake_case. */
    public void writeTo(Path file) throws IOException {
        String json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
        Files.writeString(file, json.replace(System.lineSeparator(), "\n") + "\n", StandardCharsets.UTF_8);
    }
}
