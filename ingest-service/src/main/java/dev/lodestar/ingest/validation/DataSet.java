package dev.lodestar.ingest.validation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The data sets that can be sent in; the wire name is the path segment, and the envelope's field of a JSON body. */
@SuppressWarnings("ImmutableEnumChecker") // List.of makes immutable lists
public enum DataSet {
    EVENTS(List.of("user_id", "event_type", "timestamp"), List.of("event_id", "properties", "sent_at")),
    PROFILES(List.of("user_id", "signup_date"), List.of()),
    ACQUISITION(List.of("date", "channel", "visitors"), List.of("spend"));

    private final List<String> requiredColumns;
    private final List<String> optionalColumns;

    DataSet(List<String> requiredColumns, List<String> optionalColumns) {
        this.requiredColumns = requiredColumns;
        this.optionalColumns = optionalColumns;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns without which a CSV file of this data set means nothing. */
    public List<String> requiredColumns() {
        return requiredColumns;
    }

    /** The columns of a file that are not read. None for profiles: there every further column is an attribute. */
    public List<String> ignored(List<String> columns) {
        return this == PROFILES
                ? List.of()
                : columns.stream()
                        .filter(column -> !requiredColumns.contains(column) && !optionalColumns.contains(column))
                        .toList();
    }

    /** Those of a file's columns whose names this data set knows. */
    public List<String> known(List<String> columns) {
        return columns.stream()
                .filter(column -> requiredColumns.contains(column) || optionalColumns.contains(column))
                .toList();
    }

    public static Optional<DataSet> of(String wireName) {
        return Arrays.stream(values())
                .filter(set -> set.wireName().equals(wireName))
                .findFirst();
    }
}
