package dev.lodestar.metrics.activation;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.caller.CarriedCaller;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The lines of the shards that this replica owns, for the other replicas. Not part of the public API and not proxied. */
@Path(OwnedActivationUsersResource.PATH)
@RolesAllowed(Roles.REPLICA)
public class OwnedActivationUsersResource {
    static final String PATH = "/internal/v1/activation-users";

    private final ActivationUsers users;
    private final Answers answers;
    private final CarriedCaller carriedCaller;

    OwnedActivationUsersResource(ActivationUsers users, Answers answers, CarriedCaller carriedCaller) {
        this.users = users;
        this.answers = answers;
        this.carriedCaller = carriedCaller;
    }

    /** Lines without a header; {@code end} is the day at whose start the data end, as the asking replica found it. */
    @GET
    @Produces(CsvTable.MEDIA_TYPE)
    @Operation(hidden = true)
    public StreamingOutput owned(
            @HeaderParam(CarriedCaller.HEADER) @Nullable String caller,
            @BeanParam ScopeParameters parameters,
            @QueryParam("run_id") @Nullable String runId,
            @QueryParam("end") int end) {
        carriedCaller.assume(caller, Roles.ANALYST);
        Scope scope = answers.scope(parameters);
        return body -> {
            try (Writer csv = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8))) {
                users.writeLocal(csv, scope, end, runId);
            }
        };
    }
}
