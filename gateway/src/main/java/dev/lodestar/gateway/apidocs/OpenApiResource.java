package dev.lodestar.gateway.apidocs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The API as one OpenAPI document; {@code /docs} shows it. */
@Path("/api/v1/openapi")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class OpenApiResource {
    private final ServiceDocuments documents;

    OpenApiResource(ServiceDocuments documents) {
        this.documents = documents;
    }

    /** The document; {@code x-unavailable-services} names those that could not add their part. */
    @GET
    public Uni<ObjectNode> document() {
        return Uni.createFrom().completionStage(() -> documents.merged().toCompletionStage());
    }
}
