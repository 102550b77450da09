package dev.lodestar.ingest.erasure;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The right to be forgotten. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY)
public class ErasureResource {
    private final ErasureService service;
    private final ErasureConfig config;
    private final SecurityIdentity caller;

    ErasureResource(ErasureService service, ErasureConfig config, SecurityIdentity caller) {
        this.service = service;
        this.config = config;
        this.caller = caller;
    }

    /** Begins an erasure; the link between person and data is cut when the answer comes. The answer is the same whether or not the user is known. */
    @DELETE
    @Path("users/{user_id}")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ErasureResponse.class)))
    public Uni<Response> erase(@RestPath("user_id") String userId, @RestQuery("returning") @Nullable String returning) {
        return service.erase(userId, returning(returning), caller.getPrincipal().getName())
                .map(receipt -> Response.accepted(receipt)
                        .location(URI.create("/api/v1/erasures/" + receipt.id()))
                        .build());
    }

    /** The same for any id, also one that no path can carry, such as with a slash. */
    @DELETE
    @Path("users")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ErasureResponse.class)))
    public Uni<Response> eraseAny(
            @RestQuery("user_id") @Nullable String userId, @RestQuery("returning") @Nullable String returning) {
        if (userId == null) {
            throw ProblemException.invalid("user_id", null, "the id of the user to erase");
        }
        return erase(userId, returning);
    }

    /** The receipt of an erasure. */
    @GET
    @Path("erasures/{id}")
    public Uni<ErasureResponse> receipt(@RestPath UUID id) {
        return service.receipt(id);
    }

    private Returning returning(@Nullable String given) {
        return given == null
                ? config.returning()
                : Returning.of(given)
                        .orElseThrow(() -> ProblemException.invalid("returning", given, "blocked or new_person"));
    }
}
