package dev.lodestar.gateway.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The gateway's own OpenAPI document, as the build left it. */
@ApplicationScoped
class OwnDocument {
    private static final String RESOURCE = "META-INF/quarkus-generated-openapi-doc.JSON";

    private final ObjectMapper json;

    OwnDocument(ObjectMapper json) {
        this.json = json;
    }

    Optional<JsonNode> read() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        try (InputStream document = application.getResourceAsStream(RESOURCE)) {
            return document == null ? Optional.empty() : Optional.of(json.readTree(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
