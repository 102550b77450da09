package dev.lodestar.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The API's own opinion of a document, in two readings. The first knows every kind we write and refuses fields that it does not know and values of
 * another type; the second knows the current kinds only, and also which fields are required.
 */
final class KubernetesTypes {
    private static final KubernetesSerialization KINDS = new KubernetesSerialization();
    private static final String CURRENT = "io.kubernetes.client.openapi.models.";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new NothingUnknown())
            .build();

    /** The models collect fields that they do not know; here these are errors. */
    private static final class NothingUnknown extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private KubernetesTypes() {}

    /** What is wrong with a document; empty when nothing is. */
    static List<String> complaints(Manifest manifest) {
        List<String> complaints = new ArrayList<>();
        Object typed = KINDS.unmarshal(manifest.node().toString());
        if (typed instanceof GenericKubernetesResource) {
            return List.of(manifest.label() + ": there is no kind " + manifest.apiVersion() + " " + manifest.kind());
        }
        try {
            STRICT.treeToValue(manifest.node(), typed.getClass());
        } catch (JsonProcessingException e) {
            complaints.add(manifest.label() + ": " + e.getOriginalMessage());
        }
        required(manifest).ifPresent(complaint -> complaints.add(manifest.label() + ": " + complaint));
        return complaints;
    }

    /** Whether the second reading knows the kind. */
    static boolean isCurrent(Manifest manifest) {
        return model(manifest).isPresent();
    }

    private static Optional<String> required(Manifest manifest) {
        return model(manifest).flatMap(type -> {
            try {
                type.getMethod("validateJsonElement", com.google.gson.JsonElement.class)
                        .invoke(null, JsonParser.parseString(manifest.node().toString()));
                return Optional.empty();
            } catch (InvocationTargetException e) {
                return Optional.of(String.valueOf(e.getTargetException().getMessage()));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError("the models of the API have changed their shape", e);
            }
        });
    }

    private static Optional<Class<?>> model(Manifest manifest) {
        String version = manifest.apiVersion().substring(manifest.apiVersion().indexOf('/') + 1);
        boolean ofTheCore =
                !manifest.apiVersion().contains(".") || manifest.apiVersion().contains(".k8s.io/");
        if (!ofTheCore || manifest.apiVersion().startsWith("gateway.")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(CURRENT + version.toUpperCase(Locale.ROOT) + manifest.kind()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
