package dev.lodestar.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document that a service's build has left, held against the records that it describes: where the code says {@code @Nullable} the document says null. To be
 * asked within a test of the running service, which has built it.
 */
public final class DescribedRecords {
    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";
    private static final SnakeCaseStrategy WIRE = new SnakeCaseStrategy();

    private final JsonNode schemas;
    private final List<Class<?>> records;
    private final List<String> checked = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private DescribedRecords(JsonNode document, List<Class<?>> records) {
        this.schemas = document.at("/components/schemas");
        this.records = records;
    }

    /**
     * Checks all schemas; fails naming each field that may be null and is not said to be.
     *
     * @param withoutRecord schemas with fields that are of no record
     * @return the fields that may be null, as {@code Schema.field}, so that a test can say which it knows
     */
    public static List<String> check(String... withoutRecord) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        DescribedRecords described = new DescribedRecords(document(application), records(application));
        List<String> unknown = described.checkAll();
        assertThat(described.faults).as("may be null, and are not said to be").isEmpty();
        assertThat(unknown).as("schemas of no record").containsExactlyInAnyOrder(withoutRecord);
        return described.checked;
    }

    private static JsonNode document(ClassLoader application) {
        try (InputStream document = application.getResourceAsStream(DOCUMENT)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(document, "the build has left no document"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> records(ClassLoader application) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.lodestar").stream()
                        .filter(JavaClass::isRecord)
                        .<Class<?>>map(found -> loaded(found.getName(), application))
                        .toList();
    }

    private static Class<?> loaded(String name, ClassLoader application) {
        try {
            return Class.forName(name, false, application);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> checkAll() {
        List<String> unknown = new ArrayList<>();
        schemas.properties().stream()
                .filter(schema -> !schema.getValue().path("properties").isEmpty())
                .forEach(schema -> {
                    List<Class<?>> described = of(schema.getKey(), schema.getValue());
                    described.forEach(type -> check(schema.getKey(), schema.getValue(), type));
                    if (described.isEmpty()) {
                        unknown.add(schema.getKey());
                    }
                });
        return unknown;
    }

    /** The records with the schema's name and fields. */
    private List<Class<?>> of(String name, JsonNode schema) {
        List<String> properties = schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        return records.stream()
                .filter(type -> name.matches(type.getSimpleName() + "\\d*"))
                .filter(type -> {
                    Set<String> fields = fields(type).keySet();
                    return properties.containsAll(fields)
                            && properties.stream()
                                    .allMatch(property -> property.equals("suppressed") || fields.contains(property));
                })
                .collect(Collectors.toList());
    }

    private void check(String name, JsonNode schema, Class<?> type) {
        fields(type)
                .forEach((field, declared) ->
                        check(name + "." + field, schema.path("properties").path(field), declared));
    }

    /** The fields of a record on the wire; one that is unwrapped gives its own. */
    private static Map<String, AnnotatedType> fields(Class<?> type) {
        Map<String, AnnotatedType> fields = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                fields.putAll(fields(component.getType()));
            } else {
                fields.put(WIRE.translate(component.getName()), component.getAnnotatedType());
            }
        }
        return fields;
    }

    private void check(String place, JsonNode schema, AnnotatedType type) {
        if (type.isAnnotationPresent(Nullable.class)) {
            checked.add(place);
            if (!allowsNull(schema)) {
                faults.add(place);
            }
        }
        if (type instanceof AnnotatedArrayType array && schema.has("items")) {
            check(place + "[]", schema.path("items"), array.getAnnotatedGenericComponentType());
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] held = generic.getAnnotatedActualTypeArguments();
            String part = held.length == 1 ? "items" : "additionalProperties";
            if (schema.has(part)) {
                check(place + "[]", schema.path(part), held[held.length - 1]);
            }
        }
    }

    /** One that names no type allows everything. */
    private static boolean allowsNull(JsonNode schema) {
        JsonNode alternatives = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
        boolean says = schema.has("type") || schema.has("$ref") || !alternatives.isEmpty();
        return !says || namesNull(schema) || elements(alternatives).anyMatch(DescribedRecords::namesNull);
    }

    private static boolean namesNull(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.asText().equals("null")
                || elements(type).anyMatch(each -> each.asText().equals("null"));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
