package dev.lodestar.kit.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Says in the OpenAPI document what may be null: what JSpecify's {@code @Nullable} says in the code, of components of records and of what their lists and maps hold.
 * The platform reads the annotations of validation only. A schema is known by its record's simple name and fields; the build fails where that leaves two records that disagree.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class NullableInDescription implements OASFilter {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName NAMED = DotName.createSimple(JsonProperty.class);
    private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
    private static final SnakeCaseStrategy WIRE = new SnakeCaseStrategy();

    /** Put into objects by who withholds figures; no record has it where it is not said. */
    private static final Set<String> ADDED = Set.of("suppressed");

    private final IndexView index;
    private final Map<String, List<ClassInfo>> records;

    /** The platform gives its index of the application's classes. */
    public NullableInDescription(IndexView index) {
        this.index = index;
        this.records = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .collect(Collectors.groupingBy(ClassInfo::simpleName));
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
            document.getComponents().getSchemas().forEach(this::describe);
        }
    }

    private void describe(String name, Schema schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null || properties.isEmpty()) {
            return;
        }
        List<Map<String, Type>> described = Stream.of(name, withoutNumber(name))
                .distinct()
                .flatMap(simpleName -> records.getOrDefault(simpleName, List.of()).stream())
                .map(this::fields)
                .filter(fields -> fits(properties.keySet(), fields.keySet()))
                .toList();
        if (described.stream().map(NullableInDescription::nullness).distinct().count() > 1) {
            throw new IllegalStateException("the schema " + name + " is that of several records, which disagree about"
                    + " what may be null: give one of them a name of its own by @Schema");
        }
        described.stream()
                .findFirst()
                .ifPresent(fields ->
                        fields.forEach((field, type) -> describe(Objects.requireNonNull(properties.get(field)), type)));
    }

    /** Of two records of one name the second one's schema has a number after it. */
    private static String withoutNumber(String name) {
        return name.replaceFirst("\\d+$", "");
    }

    private static boolean fits(Set<String> properties, Set<String> fields) {
        Set<String> more = new HashSet<>(properties);
        more.removeAll(fields);
        return properties.containsAll(fields) && ADDED.containsAll(more);
    }

    /** The fields of a record as they stand on the wire, those of a record within that is unwrapped among them. */
    private Map<String, Type> fields(ClassInfo described) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (RecordComponentInfo component : described.recordComponentsInDeclarationOrder()) {
            ClassInfo within = component.field().hasAnnotation(UNWRAPPED)
                    ? index.getClassByName(component.type().name())
                    : null;
            if (within == null) {
                fields.put(wireName(component), component.type());
            } else {
                fields.putAll(fields(within));
            }
        }
        return fields;
    }

    private static String wireName(RecordComponentInfo component) {
        AnnotationInstance named = component.field().annotation(NAMED);
        return named == null || named.value() == null
                ? WIRE.translate(component.name())
                : named.value().asString();
    }

    private static Map<String, String> nullness(Map<String, Type> fields) {
        return fields.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> nullness(field.getValue())));
    }

    private static String nullness(Type type) {
        String inner = held(type).map(NullableInDescription::nullness).collect(Collectors.joining(",", "<", ">"));
        return (type.hasAnnotation(NULLABLE) ? "?" : "!") + inner;
    }

    private static Stream<Type> held(Type type) {
        return switch (type.kind()) {
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().stream();
            case ARRAY -> Stream.of(type.asArrayType().constituent());
            default -> Stream.of();
        };
    }

    private static void describe(Schema schema, Type type) {
        List<Type> held = held(type).toList();
        Schema elements = held.size() > 1 ? schema.getAdditionalPropertiesSchema() : schema.getItems();
        if (elements != null && !held.isEmpty()) {
            describe(elements, held.getLast());
        }
        if (type.hasAnnotation(NULLABLE)) {
            allowNull(schema);
        }
    }

    /** A schema that says nothing of types allows null as it is. */
    private static void allowNull(Schema schema) {
        if (schema.getRef() != null) {
            String reference = schema.getRef();
            schema.setRef(null);
            schema.addAnyOf(OASFactory.createSchema().ref(reference)).addAnyOf(nothing());
        } else if (schema.getAnyOf() != null && !schema.getAnyOf().isEmpty()) {
            schema.addAnyOf(nothing());
        } else if (schema.getOneOf() != null && !schema.getOneOf().isEmpty()) {
            schema.addOneOf(nothing());
        } else if (schema.getType() != null && !schema.getType().contains(SchemaType.NULL)) {
            schema.addType(SchemaType.NULL);
            if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
                schema.addEnumeration(null);
            }
        }
    }

    private static Schema nothing() {
        return OASFactory.createSchema().addType(SchemaType.NULL);
    }
}
