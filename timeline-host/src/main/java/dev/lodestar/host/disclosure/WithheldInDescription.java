package dev.lodestar.host.disclosure;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Says in the OpenAPI document what a viewer's answer may lack: in every object that an answer to GET leads to, figures may be null, and the field
 * {@code suppressed} names those that are withheld. Records do not have that field, because it is put into the JSON last. Ad-hoc questions (POST) are
 * for analysts, from whom nothing is withheld.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class WithheldInDescription implements OASFilter {
    private static final String ANSWER = "Answer";
    private static final Set<SchemaType> NUMBERS = Set.of(SchemaType.INTEGER, SchemaType.NUMBER);
    private static final String DESCRIPTION =
            "Names of figures of this object that are withheld from a viewer, because they would tell of few users: they are null. Missing where"
                    + " nothing is withheld.";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null || document.getPaths() == null) {
            return;
        }
        Map<String, Schema> schemas =
                new HashMap<>(orNone(document.getComponents().getSchemas()));
        schemas.remove("AsOf");
        Set<String> seen = new HashSet<>();
        orNone(document.getPaths().getPathItems()).values().stream()
                .map(PathItem::getGET)
                .filter(Objects::nonNull)
                .flatMap(WithheldInDescription::answers)
                .forEach(answer -> describe(answer, schemas, seen));
    }

    private static Stream<String> answers(Operation operation) {
        return operation.getResponses() == null
                ? Stream.of()
                : orNone(operation.getResponses().getAPIResponses()).values().stream()
                        .filter(response -> response.getContent() != null)
                        .flatMap(response -> orNone(response.getContent().getMediaTypes()).values().stream())
                        .map(MediaType::getSchema)
                        .filter(schema -> schema != null && schema.getRef() != null)
                        .map(schema -> name(schema.getRef()))
                        .filter(name -> name.endsWith(ANSWER));
    }

    private static void describe(String name, Map<String, Schema> schemas, Set<String> seen) {
        Schema schema = schemas.get(name);
        if (schema == null || !seen.add(name)) {
            return;
        }
        Map<String, Schema> properties = Map.copyOf(orNone(schema.getProperties()));
        List<Schema> figures = properties.entrySet().stream()
                .filter(property -> !Figures.ABOUT_THE_ANSWER.contains(property.getKey()))
                .map(Map.Entry::getValue)
                .filter(WithheldInDescription::isNumber)
                .toList();
        figures.forEach(figure -> figure.addType(SchemaType.NULL));
        if (!figures.isEmpty()) {
            schema.addProperty(
                    Figures.SUPPRESSED,
                    OASFactory.createSchema()
                            .addType(SchemaType.ARRAY)
                            .description(DESCRIPTION)
                            .items(OASFactory.createSchema().addType(SchemaType.STRING)));
        }
        properties.values().stream()
                .flatMap(WithheldInDescription::parts)
                .map(Schema::getRef)
                .filter(Objects::nonNull)
                .forEach(reference -> describe(name(reference), schemas, seen));
    }

    /** The schema itself and what it holds, as far as that may be a reference. */
    private static Stream<Schema> parts(Schema schema) {
        return Stream.of(
                        Stream.ofNullable(schema),
                        Stream.ofNullable(schema.getItems()),
                        Stream.ofNullable(schema.getAdditionalPropertiesSchema()),
                        Stream.ofNullable(schema.getAnyOf()).flatMap(Collection::stream))
                .flatMap(part -> part);
    }

    private static boolean isNumber(Schema schema) {
        return schema.getType() != null && schema.getType().stream().anyMatch(NUMBERS::contains);
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static <V> Map<String, V> orNone(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
