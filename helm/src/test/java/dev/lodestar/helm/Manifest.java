package dev.lodestar.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One document that a cluster would be given. */
record Manifest(JsonNode node) {
    String kind() {
        return node.path("kind").asText();
    }

    String apiVersion() {
        return node.path("apiVersion").asText();
    }

    String name() {
        return node.path("metadata").path("name").asText();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** Kind and name, to point at. */
    String label() {
        return kind() + "/" + name();
    }

    JsonNode at(String pointer) {
        return node.at(pointer);
    }

    /** The pod that this document makes; a missing node when it makes none. */
    JsonNode podSpec() {
        return switch (kind()) {
            case "Deployment", "StatefulSet", "Job" -> node.at("/spec/template/spec");
            case "Pod" -> node.path("spec");
            default -> MissingNode.getInstance();
        };
    }

    Map<String, String> podLabels() {
        return map(is("Pod") ? node.at("/metadata/labels") : node.at("/spec/template/metadata/labels"));
    }

    boolean makesPods() {
        return !podSpec().isMissingNode();
    }

    List<JsonNode> containers() {
        return Stream.concat(
                        elements(podSpec().path("containers")),
                        elements(podSpec().path("initContainers")))
                .toList();
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Map<String, String> map(JsonNode object) {
        Map<String, String> entries = new HashMap<>();
        object.properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
        return entries;
    }
}
