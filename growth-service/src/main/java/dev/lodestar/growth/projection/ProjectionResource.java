package dev.lodestar.growth.projection;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.EntityTagged;
import dev.lodestar.kit.wire.PositionedCsv;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/growth")
@RolesAllowed(Roles.VIEWER)
@EntityTagged
class ProjectionResource {

    private final GrowthFactsService facts;
    private final ProjectionService projections;
    private final ProjectionConfig config;

    ProjectionResource(GrowthFactsService facts, ProjectionService projections, ProjectionConfig config) {
        this.facts = facts;
        this.projections = projections;
        this.config = config;
    }

    @GET
    @Path("/levers")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The levers, ranked by expected ROI, with P10, P50 and P90 of what each adds")
    public Uni<LeversResponse> levers(@QueryParam("months") @Nullable String months) {
        return answer("levers", Question.of(null, months, config), projections::levers);
    }

    @GET
    @Path("/levers")
    @Produces(CsvTable.MEDIA_TYPE)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> leversCsv(@QueryParam("months") @Nullable String months) {
        return levers(months).map(levers -> PositionedCsv.of(levers, levers.csv()));
    }

    @GET
    @Path("/projections")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Selected levers together, by month, with Shapley shares")
    public Uni<ProjectionsResponse> projections(
            @QueryParam("levers") @Nullable String levers, @QueryParam("months") @Nullable String months) {
        return answer("levers", Question.of(levers, months, config), projections::projections);
    }

    @GET
    @Path("/projections")
    @Produces(CsvTable.MEDIA_TYPE)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> projectionsCsv(
            @QueryParam("levers") @Nullable String levers, @QueryParam("months") @Nullable String months) {
        return projections(levers, months).map(projected -> PositionedCsv.of(projected, projected.csv()));
    }

    @GET
    @Path("/sensitivity")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How far each input bears on the NPV of a lever, or of all of them")
    public Uni<SensitivityResponse> sensitivity(
            @QueryParam("lever") @Nullable String lever, @QueryParam("months") @Nullable String months) {
        return answer("lever", Question.ofOne(lever, months, config), projections::sensitivity);
    }

    @GET
    @Path("/sensitivity")
    @Produces(CsvTable.MEDIA_TYPE)
    @Operation(hidden = true)
    public Uni<RestResponse<String>> sensitivityCsv(
            @QueryParam("lever") @Nullable String lever, @QueryParam("months") @Nullable String months) {
        return sensitivity(lever, months).map(sensitivity -> PositionedCsv.of(sensitivity, sensitivity.csv()));
    }

    private <T> Uni<T> answer(String leversField, Question question, BiFunction<GrowthFacts, Question, T> calculation) {
        return facts.live(known -> question.select(known, leversField))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(gathered -> calculation.apply(gathered, question));
    }
}
