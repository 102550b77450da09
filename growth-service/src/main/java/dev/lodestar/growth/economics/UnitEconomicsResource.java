package dev.lodestar.growth.economics;

import dev.lodestar.growth.projection.GrowthFactsService;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.EntityTagged;
import dev.lodestar.kit.wire.PositionedCsv;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/growth")
@RolesAllowed(Roles.VIEWER)
@EntityTagged
class UnitEconomicsResource {

    private final GrowthFactsService facts;
    private final UnitEconomicsService service;

    UnitEconomicsResource(GrowthFactsService facts, UnitEconomicsService service) {
        this.facts = facts;
        this.service = service;
    }

    @GET
    @Path("/unit-economics")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "ARPU, ARPPU, CAC, payback, LTV:CAC and MRR movements, each with its source")
    public Uni<UnitEconomicsResponse> unitEconomics() {
        return facts.live().map(service::unitEconomics);
    }

    @GET
    @Path("/unit-economics")
    @Produces(CsvTable.MEDIA_TYPE)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> unitEconomicsCsv() {
        return unitEconomics().map(economics -> PositionedCsv.of(economics, economics.csv()));
    }
}
