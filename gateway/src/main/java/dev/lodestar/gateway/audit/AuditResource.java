package dev.lodestar.gateway.audit;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Reads and verifies the audit log. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AUDITOR)
public class AuditResource {
    private final AuditRepository entries;
    private final AuditVerifier verifier;
    private final AuditConfig config;

    AuditResource(AuditRepository entries, AuditVerifier verifier, AuditConfig config) {
        this.entries = entries;
        this.verifier = verifier;
        this.config = config;
    }

    /** The newest entries that fit the filter, newest first. */
    @GET
    @WithSession
    public Uni<AuditPageResponse> page(
            @BeanParam AuditFilter filter, @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > config.pageLimit()) {
            throw ProblemException.invalid("limit", limit, "1 to " + config.pageLimit());
        }
        return entries.newest(filter, limit + 1).map(rows -> AuditPageResponse.of(rows, limit));
    }

    /** Recomputes the whole chain. */
    @GET
    @Path("/verify")
    public Uni<AuditVerification> verify() {
        return Uni.createFrom().completionStage(() -> verifier.verify().toCompletionStage());
    }
}
