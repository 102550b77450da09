package dev.lodestar.cohort.saved;

import dev.lodestar.kit.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** Which lists name a user. For ingest-service, which knows whose pseudonym it is and exports what there is of the person; no route of the gateway leads here. */
@Path("/api/v1/users/{pseudonym}/lists")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY)
public class ListsOfUserResource {
    private final SavedCohortStore store;

    ListsOfUserResource(SavedCohortStore store) {
        this.store = store;
    }

    /** The static cohorts that list the user, by name. */
    @GET
    public Uni<ListsOfUserResponse> lists(@PathParam("pseudonym") UUID pseudonym) {
        return store.listing(pseudonym).map(ListsOfUserResponse::of);
    }
}
