package dev.lodestar.testkit.sql;

import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.timeline.PropertyValue;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.PlainEvent;
import dev.lodestar.testkit.oracle.PlainProfile;
import dev.lodestar.testkit.oracle.PlainUser;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts as the rows that the ingest service would have written: one for every event that counts, the last profile of a user. */
final class WarehouseRows {
    private static final Set<String> OWN_COLUMNS = Set.of("segment", "channel", "plan_type");

    private WarehouseRows() {}

    static void copy(Facts facts, SqlWarehouse warehouse) throws SQLException, IOException {
        warehouse.copy("user_profiles", facts.users().stream().flatMap(WarehouseRows::profile));
        warehouse.copy("user_events", facts.users().stream().flatMap(WarehouseRows::events));
        warehouse.copy("acquisition_daily", facts.acquisition().stream().map(WarehouseRows::acquisition));
    }

    private static Stream<List<@Nullable Object>> profile(PlainUser user) {
        PlainProfile profile = user.profile();
        return profile == null
                ? Stream.empty()
                : Stream.of(row(
                        user.id(),
                        Instant.ofEpochMilli(profile.signupAt()),
                        profile.attributes().get("segment"),
                        profile.attributes().get("channel"),
                        profile.attributes().get("plan_type"),
                        further(profile.attributes())));
    }

    /** The attributes without a column of their own. */
    private static String further(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .filter(attribute -> !OWN_COLUMNS.contains(attribute.getKey()))
                .map(attribute -> "\"" + attribute.getKey() + "\": \"" + attribute.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Stream<List<@Nullable Object>> events(PlainUser user) {
        return user.events().stream()
                .map(event -> row(
                        "e" + event.sequence(),
                        user.id(),
                        event.type(),
                        Instant.ofEpochMilli(event.at()),
                        properties(event),
                        (long) event.sequence()));
    }

    private static String properties(PlainEvent event) {
        return event.properties().entrySet().stream()
                .map(property -> "\"" + property.getKey() + "\": " + json(property.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(PropertyValue value) {
        return switch (value) {
            case PropertyValue.Text(String text) -> "\"" + text + "\"";
            case PropertyValue.Number(double number) -> Double.toString(number);
            case PropertyValue.Flag(boolean flag) -> Boolean.toString(flag);
        };
    }

    private static List<@Nullable Object> acquisition(DailyAcquisition day) {
        return row(day.date(), day.channel(), day.visitors(), day.spend());
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
