package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.SignedHead;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and verifies the audit log. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.AUDITOR)
public class AuditResource {
    private static final String NDJSON = "application/x-ndjson";

    private final AuditRepository entries;
    private final AuditVerifier verifier;
    private final CheckpointStore checkpoints;
    private final AuditExport export;
    private final AuditKeys keys;
    private final AuditConfig config;

    AuditResource(
            AuditRepository entries,
            AuditVerifier verifier,
            CheckpointStore checkpoints,
            AuditExport export,
            AuditKeys keys,
            AuditConfig config) {
        this.checkpoints = checkpoints;
        this.export = export;
        this.keys = keys;
        this.entries = entries;
        this.verifier = verifier;
        this.config = config;
    }

    /** The newest entries that fit the filter, newest first. */
    @GET
    @WithSession
    public Uni<AuditPageResponse> page(
            @BeanParam AuditFilter filter, @QueryParam("limit") @DefaultValue("100") int limit) {
        checkLimit(limit);
        return entries.newest(filter.by(keys), limit + 1).map(rows -> AuditPageResponse.of(rows, limit));
    }

    private void checkLimit(int limit) {
        if (limit < 1 || limit > config.pageLimit()) {
            throw ProblemException.invalid("limit", limit, "1 to " + config.pageLimit());
        }
    }

    /** The newest signed heads, newest first, and the public keys that prove them. */
    @GET
    @Path("/checkpoints")
    public Uni<AuditCheckpointsResponse> checkpoints(
            @QueryParam("cursor") @DefaultValue("9223372036854775807") long cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        checkLimit(limit);
        return Uni.createFrom()
                .completionStage(() -> checkpoints
                        .newest(cursor, limit + 1)
                        .map(heads -> AuditCheckpointsResponse.of(
                                heads.stream()
                                        .map(AuditCheckpointResponse::from)
                                        .toList(),
                                keys.trusted().encoded(),
                                limit))
                        .toCompletionStage());
    }

    /**
     * The log with its proof, as NDJSON; {@code ./lodestar audit-verify} checks it offline. With {@code after} only what follows that signed head.
     */
    @GET
    @Path("/export")
    @Produces(NDJSON)
    @Blocking
    public StreamingOutput export(@QueryParam("after") @Nullable Long after) {
        Optional<SignedHead> begin = export.begin(after);
        return out -> export.write(begin, out);
    }

    /** Recomputes the whole chain and holds it against the signed heads. */
    @GET
    @Path("/verify")
    public Uni<AuditVerification> verify() {
        return Uni.createFrom().completionStage(() -> verifier.verify().toCompletionStage());
    }
}
