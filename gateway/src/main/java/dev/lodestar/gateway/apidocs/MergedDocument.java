package dev.lodestar.gateway.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.gateway.routing.Route;
import dev.lodestar.gateway.routing.RouteTable;
import dev.lodestar.gateway.routing.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the one document. Schemas keep apart by the service's name: {@code Funnel} of metrics-service becomes {@code metrics-service.Funnel}. */
final class MergedDocument {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MergedDocument() {}

    /** @param documents of the services that answered */
    static ObjectNode of(Map<Target, JsonNode> documents) {
        ObjectNode merged = JSON.objectNode();
        merged.put("openapi", "3.1.0");
        merged.putObject("info")
                .put("title", "Lodestar")
                .put("version", "v1")
                .put("description", "Every answer carries its definition, its as-of position and its completeness.");
        ObjectNode components = merged.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT");
        merged.putArray("security").addObject().putArray("bearer");
        ObjectNode schemas = components.putObject("schemas");
        documents.forEach((target, document) -> addSchemas(schemas, target, document));
        ObjectNode paths = merged.putObject("paths");
        RouteTable.routes().forEach(route -> addOperation(paths, route, documents.get(route.target())));
        missing(documents).forEach(merged.putArray("x-unavailable-services")::add);
        return merged;
    }

    private static List<String> missing(Map<Target, JsonNode> documents) {
        List<String> missing = new ArrayList<>();
        for (Target target : Target.values()) {
            if (!documents.containsKey(target)) {
                missing.add(target.service());
            }
        }
        return missing;
    }

    private static void addSchemas(ObjectNode schemas, Target target, JsonNode document) {
        document.at("/components/schemas")
                .properties()
                .forEach(schema ->
                        schemas.set(target.service() + "." + schema.getKey(), qualified(schema.getValue(), target)));
    }

    private static void addOperation(ObjectNode paths, Route route, @Nullable JsonNode document) {
        String template = route.template().replace("*}", "}");
        String method = route.method().name().toLowerCase(Locale.ROOT);
        JsonNode described = document == null
                ? JSON.missingNode()
                : document.path("paths").path(template).path(method);
        ObjectNode operation =
                described.isObject() ? (ObjectNode) qualified(described, route.target()) : bare(template);
        operation.put("x-role", route.access().role());
        operation.put("operationId", method + template.replaceAll("[^A-Za-z0-9]+", "_"));
        operation.putArray("tags").add(route.target().service());
        operation.remove("security");
        paths.withObjectProperty(template).set(method, operation);
    }

    /** An operation of which only the address is known. */
    private static ObjectNode bare(String template) {
        ObjectNode operation = JSON.objectNode();
        for (String segment : template.split("/")) {
            if (segment.startsWith("{")) {
                operation
                        .withArrayProperty("parameters")
                        .addObject()
                        .put("name", segment.substring(1, segment.length() - 1))
                        .put("in", "path")
                        .put("required", true)
                        .putObject("schema")
                        .put("type", "string");
            }
        }
        operation.putObject("responses").putObject("default").put("description", "Not described by the service now.");
        return operation;
    }

    /** A copy in which references point to the service's own schemas. */
    private static JsonNode qualified(JsonNode node, Target target) {
        if (node.isObject()) {
            ObjectNode copy = JSON.objectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), qualifiedField(field, target)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            node.forEach(element -> copy.add(qualified(element, target)));
            return copy;
        }
        return node;
    }

    private static JsonNode qualifiedField(Map.Entry<String, JsonNode> field, Target target) {
        JsonNode value = field.getValue();
        boolean reference = field.getKey().equals("$ref")
                && value.isTextual()
                && value.textValue().startsWith(SCHEMAS);
        return reference
                ? JSON.textNode(
                        SCHEMAS + target.service() + "." + value.textValue().substring(SCHEMAS.length()))
                : qualified(value, target);
    }
}
