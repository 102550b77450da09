package dev.lodestar.ingest.quarantine;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.EntityTagged;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What was refused, and why. A viewer sees the reasons, an operator the bytes too. */
@Path("/api/v1/quality/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@EntityTagged
public class QuarantineResource {
    private final QuarantineRepository repository;
    private final SecurityIdentity caller;
    private final KeptBytes bytes;

    QuarantineResource(QuarantineRepository repository, SecurityIdentity caller, KeptBytes bytes) {
        this.repository = repository;
        this.bytes = bytes;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
    @WithSession
    public Uni<QuarantineResponse> list(@Valid @BeanParam QuarantineQuery query) {
        boolean withRaw = caller.hasRole(Roles.OPERATOR);
        return repository.page(query).map(page -> QuarantineResponse.of(page, withRaw ? bytes : null));
    }
}
