package dev.lodestar.ingest.imports;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Offsets per partition as text: {@code 0=120,3=98}. */
@Converter
public class OffsetsConverter implements AttributeConverter<Map<Integer, Long>, String> {
    @Override
    public String convertToDatabaseColumn(Map<Integer, Long> offsets) {
        return new TreeMap<>(offsets)
                .entrySet().stream()
                        .map(offset -> offset.getKey() + "=" + offset.getValue())
                        .collect(Collectors.joining(","));
    }

    @Override
    public Map<Integer, Long> convertToEntityAttribute(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String offset : text.split(",", -1)) {
                int equals = offset.indexOf('=');
                offsets.put(Integer.valueOf(offset.substring(0, equals)), Long.valueOf(offset.substring(equals + 1)));
            }
        }
        return offsets;
    }
}
