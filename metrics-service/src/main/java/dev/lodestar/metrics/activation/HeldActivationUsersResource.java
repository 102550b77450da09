package dev.lodestar.metrics.activation;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The lines of shards that this replica holds, for the other replicas. Not part of the public API and not proxied. */
@Path(HeldActivationUsersResource.PATH)
@RolesAllowed(Roles.REPLICA)
public class HeldActivationUsersResource {
    static final String PATH = "/internal/v1/activation-users";

    private final ActivationUsers users;
    private final Answers answers;
    private final CarriedCaller carriedCaller;

    HeldActivationUsersResource(ActivationUsers users, Answers answers, CarriedCaller carriedCaller) {
        this.users = users;
        this.answers = answers;
        this.carriedCaller = carriedCaller;
    }

    /** Where a replica asks for the lines of partitions; {@code query} are the parameters of the question that it was asked, null for none. */
    static String address(Set<Integer> partitions, DataEnd end, boolean standby, @Nullable String query) {
        String wanted = partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
        return PATH + "/" + wanted + "?end=" + end.day() + "&activity=" + end.activity()
                + (standby ? "&standby=true" : "") + (query == null ? "" : "&" + query);
    }

    /**
     * Lines without a header, of exactly the partitions asked for or none; {@code end} is the day at whose start the data end, and {@code activity} whether
     * they hold any, as the asking replica found it; with {@code standby} also by copies that may lag behind the log.
     */
    @GET
    @Path("{partitions: [0-9]+(,[0-9]+)*}")
    @Produces(CsvTable.MEDIA_TYPE)
    @Operation(hidden = true)
    public StreamingOutput held(
            @HeaderParam(CarriedCaller.HEADER) @Nullable String caller,
            @PathParam("partitions") String partitions,
            @BeanParam ScopeParameters parameters,
            @QueryParam("run_id") @Nullable String runId,
            @QueryParam("end") int end,
            @QueryParam("activity") boolean activity,
            @QueryParam("standby") boolean standby) {
        carriedCaller.assume(caller, Roles.ANALYST);
        Set<Integer> wanted =
                Arrays.stream(partitions.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
        return users.part(answers.scope(parameters), runId, wanted, standby, new DataEnd(end, activity))::write;
    }
}
