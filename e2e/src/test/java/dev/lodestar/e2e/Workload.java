package dev.lodestar.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.PropertyValue;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.testkit.oracle.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A directory of CSV files as the facts that the oracle works on. */
final class Workload {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NO_ATTRIBUTES = Set.of("user_id", "signup_date", "updated_at");

    private Workload() {}

    static Facts read(Path directory, ZoneId zone, LocalDate today) {
        return read(directory, zone, today, user -> true);
    }

    /** The same of some users only, who are told by their ids. */
    static Facts read(Path directory, ZoneId zone, LocalDate today, Predicate<String> users) {
        List<TimelineChange> changes = new ArrayList<>();
        for (Map<String, String> row :
                CsvFile.read(directory.resolve("user_profiles.csv")).rows()) {
            if (users.test(text(row, "user_id"))) {
                changes.add(
                        new ProfileChanged(user(row), instant(text(row, "signup_date"), zone), 0, 0, attributes(row)));
            }
        }
        int line = 0;
        for (Map<String, String> row :
                CsvFile.read(directory.resolve("user_events.csv")).rows()) {
            EventArrived event = event(row, zone, "line-" + line++);
            if (users.test(text(row, "user_id"))) {
                changes.add(event);
            }
        }
        return Facts.of(
                changes, acquisition(directory.resolve("acquisition_daily.csv")), zone, EventPlan.standard(), today);
    }

    private static EventArrived event(Map<String, String> row, ZoneId zone, String derivedId) {
        JsonNode properties = properties(row.getOrDefault("properties", ""));
        return new EventArrived(
                user(row),
                row.getOrDefault("event_id", derivedId),
                text(row, "event_type"),
                instant(text(row, "timestamp"), zone),
                0,
                derivedId.hashCode(),
                values(properties));
    }

    private static Map<String, PropertyValue> values(JsonNode properties) {
        Map<String, PropertyValue> values = new HashMap<>();
        properties
                .properties()
                .forEach(property -> values.put(
                        property.getKey(),
                        property.getValue().isNumber()
                                ? new PropertyValue.Number(property.getValue().asDouble())
                                : new PropertyValue.Text(property.getValue().asText())));
        return values;
    }

    private static JsonNode properties(String cell) {
        try {
            return cell.isEmpty() ? JSON.createObjectNode() : JSON.readTree(cell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> attributes(Map<String, String> row) {
        Map<String, String> attributes = new HashMap<>(row);
        attributes.keySet().removeAll(NO_ATTRIBUTES);
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    private static List<DailyAcquisition> acquisition(Path file) {
        return Files.exists(file)
                ? CsvFile.read(file).rows().stream()
                        .map(row -> new DailyAcquisition(
                                LocalDate.parse(text(row, "date")),
                                text(row, "channel"),
                                Long.parseLong(text(row, "visitors")),
                                spend(text(row, "spend"))))
                        .toList()
                : List.of();
    }

    private static @Nullable Double spend(String cell) {
        return cell.isEmpty() ? null : Double.valueOf(cell);
    }

    /** Any one-to-one stand-in for the pseudonym will do: figures do not depend on it. */
    private static UUID user(Map<String, String> row) {
        return UUID.nameUUIDFromBytes(text(row, "user_id").getBytes(StandardCharsets.UTF_8));
    }

    private static long instant(String cell, ZoneId zone) {
        return cell.length() == "2024-01-01".length()
                ? LocalDate.parse(cell).atStartOfDay(zone).toInstant().toEpochMilli()
                : Instant.parse(cell).toEpochMilli();
    }

    private static String text(Map<String, String> row, String column) {
        String cell = row.get(column);
        if (cell == null) {
            throw new AssertionError("there is no column " + column);
        }
        return cell;
    }
}
