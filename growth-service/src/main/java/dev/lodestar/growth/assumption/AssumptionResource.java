package dev.lodestar.growth.assumption;

import dev.lodestar.growth.assumption.domain.AssumptionVersion;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.EntityTagged;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/assumptions")
@EntityTagged
class AssumptionResource {

    private final AssumptionService service;
    private final Currency currency;
    private final SecurityIdentity identity;

    AssumptionResource(AssumptionService service, Currency currency, SecurityIdentity identity) {
        this.service = service;
        this.currency = currency;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The assumptions in force on a day (today), and all dated versions")
    public Uni<AssumptionsResponse> assumptions(@QueryParam("day") @Nullable String day) {
        return answer(day(day));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(CsvTable.MEDIA_TYPE)
    @Operation(hidden = true)
    public Uni<String> assumptionsCsv(@QueryParam("day") @Nullable String day) {
        return answer(day(day)).map(AssumptionsResponse::csv);
    }

    @PUT
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Sets dated versions of assumptions")
    public Uni<AssumptionsResponse> put(@NotNull AssumptionsRequest request) {
        List<AssumptionVersion> versions = request.toDomain(service.today());
        return service.put(versions, identity.getPrincipal().getName()).chain(() -> answer(service.today()));
    }

    private Uni<AssumptionsResponse> answer(LocalDate day) {
        return service.versions().map(versions -> AssumptionsResponse.from(day, currency, versions));
    }

    private LocalDate day(@Nullable String day) {
        try {
            return day == null ? service.today() : LocalDate.parse(day);
        } catch (DateTimeException ignored) {
            throw ProblemException.invalid("day", day, "a date, YYYY-MM-DD");
        }
    }
}
