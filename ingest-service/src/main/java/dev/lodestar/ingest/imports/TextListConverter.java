package dev.lodestar.ingest.imports;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** A list of column names as text, one a line; a column's name has no line break, or it is replaced by a blank. */
@Converter
public class TextListConverter implements AttributeConverter<List<String>, String> {
    @Override
    public String convertToDatabaseColumn(List<String> names) {
        return String.join(
                "\n", names.stream().map(name -> name.replace('\n', ' ')).toList());
    }

    @Override
    public List<String> convertToEntityAttribute(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }
}
