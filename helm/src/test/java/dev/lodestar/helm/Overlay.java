package dev.lodestar.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * As much of kustomize as our overlays use: resources and components, JSON patches of everything that a kind's and a name's pattern choose, namespace,
 * replicas, and images, in its order. Anything else in an overlay is an error, and so is whatever chooses nothing.
 */
final class Overlay {
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "components", "images", "replicas", "patches");
    private static final Set<String> KNOWN_IN_COMPONENTS = Set.of("apiVersion", "kind", "resources", "patches");
    private static final Set<String> OPERATIONS = Set.of("add", "replace", "remove");
    private static final String BASE = "../../base";
    private static final YAMLMapper YAML = new YAMLMapper();

    private Overlay() {}

    /** The base with the overlay of a folder applied. */
    static List<Manifest> apply(Path folder, List<Manifest> base) {
        JsonNode overlay = customization(folder, "Kustomization", KNOWN);
        List<Manifest> manifests = new ArrayList<>();
        overlay.path("resources").forEach(name -> manifests.addAll(resource(folder, name.asText(), base)));
        overlay.path("components").forEach(name -> component(folder.resolve(name.asText()), manifests));
        require(manifests.stream().map(Manifest::label).distinct().count() == manifests.size(), "a name twice");
        overlay.path("patches").forEach(patch -> patch(patch, manifests));
        String namespace = overlay.path("namespace").asText();
        manifests.forEach(manifest -> ((ObjectNode) manifest.at("/metadata")).put("namespace", namespace));
        overlay.path("replicas").forEach(replicas -> replicas(replicas, manifests));
        overlay.path("images").forEach(image -> image(image, manifests));
        return manifests;
    }

    private static JsonNode customization(Path folder, String kind, Set<String> known) {
        JsonNode node = Chart.yaml(folder.resolve("kustomization.yaml"));
        require(node.path("kind").asText().equals(kind), folder + " is no " + kind);
        node.fieldNames().forEachRemaining(field -> require(known.contains(field), "unknown field " + field));
        return node;
    }

    private static List<Manifest> resource(Path folder, String name, List<Manifest> base) {
        return name.equals(BASE)
                ? base.stream()
                        .map(manifest -> new Manifest(manifest.node().deepCopy()))
                        .toList()
                : Chart.parse(Chart.text(folder.resolve(name)));
    }

    private static void component(Path folder, List<Manifest> manifests) {
        JsonNode component = customization(folder, "Component", KNOWN_IN_COMPONENTS);
        component.path("resources").forEach(name -> manifests.addAll(resource(folder, name.asText(), List.of())));
        component.path("patches").forEach(patch -> patch(patch, manifests));
    }

    private static void image(JsonNode image, List<Manifest> manifests) {
        String name = image.path("name").asText();
        List<JsonNode> containers = manifests.stream()
                .flatMap(manifest -> manifest.containers().stream())
                .filter(container -> container.path("image").asText().startsWith(name + ":"))
                .toList();
        require(!containers.isEmpty(), "no container has the image " + name);
        containers.forEach(container -> ((ObjectNode) container)
                .put(
                        "image",
                        image.path("newName").asText() + ":"
                                + image.path("newTag").asText()));
    }

    private static void replicas(JsonNode replicas, List<Manifest> manifests) {
        List<Manifest> targets = manifests.stream()
                .filter(manifest -> manifest.at("/spec").has("replicas"))
                .filter(manifest -> manifest.name().equals(replicas.path("name").asText()))
                .toList();
        require(targets.size() == 1, "replicas of " + replicas.path("name"));
        ((ObjectNode) targets.getFirst().at("/spec")).set("replicas", replicas.path("count"));
    }

    private static void patch(JsonNode patch, List<Manifest> manifests) {
        JsonNode target = patch.path("target");
        List<Manifest> targets = chosen(target, manifests).toList();
        require(!targets.isEmpty(), "nothing is " + target);
        for (JsonNode operation : operations(patch)) {
            targets.forEach(manifest -> operate(operation, manifest));
        }
    }

    private static Stream<Manifest> chosen(JsonNode target, List<Manifest> manifests) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().matches(target.path("kind").asText()))
                .filter(manifest -> manifest.name().matches(target.path("name").asText(".*")));
    }

    private static JsonNode operations(JsonNode patch) {
        try {
            return YAML.readTree(patch.path("patch").asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(patch.toString(), e);
        }
    }

    private static void operate(JsonNode operation, Manifest manifest) {
        String path = operation.path("path").asText();
        String kind = operation.path("op").asText();
        require(OPERATIONS.contains(kind), "unknown operation " + kind);
        JsonNode parent = manifest.at(path.substring(0, path.lastIndexOf('/')));
        String last = path.substring(path.lastIndexOf('/') + 1);
        require(kind.equals("add") || !manifest.at(path).isMissingNode(), manifest.label() + " has nothing at " + path);
        boolean removed = kind.equals("remove");
        require(removed || operation.has("value"), manifest.label() + " is given nothing at " + path);
        switch (parent) {
            case ObjectNode object when removed -> object.remove(last);
            case ObjectNode object -> object.set(last, operation.path("value"));
            case ArrayNode list when removed -> list.remove(Integer.parseInt(last));
            case ArrayNode list -> list.set(Integer.parseInt(last), operation.path("value"));
            default -> throw new AssertionError(manifest.label() + " has nothing at " + path);
        }
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new AssertionError("overlay: " + complaint);
        }
    }
}
