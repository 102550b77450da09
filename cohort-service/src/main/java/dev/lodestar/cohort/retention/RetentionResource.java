package dev.lodestar.cohort.retention;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.cohort.RetentionAnswer;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.Statements;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.CsvTable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The retention matrix. */
@Path("/api/v1/cohorts/retention")
@RolesAllowed(Roles.VIEWER)
public class RetentionResource {
    private final Answers answers;
    private final Statements statements;

    RetentionResource(Answers answers, Statements statements) {
        this.answers = answers;
        this.statements = statements;
    }

    /** Cohorts with their cells, and the pooled column means, by value of a profile attribute too if wanted; the CSV holds the cells. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE})
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RetentionAnswer.class)))
    public Response retention(
            @BeanParam ScopeParameters scope,
            @QueryParam("period") @DefaultValue("monthly") String period,
            @QueryParam("mode") @DefaultValue("on") String mode,
            @QueryParam("breakdown") @Nullable String breakdown,
            @Context Request request,
            @Context HttpHeaders headers) {
        CalendarPeriod cut = Choices.period(period, EnumSet.allOf(CalendarPeriod.class));
        RetentionMode kept = Choices.of("mode", mode, RetentionMode.WITHOUT_BOUNDS.stream(), RetentionMode::wireName);
        return answers.to(
                scope,
                request,
                headers,
                new Answers.Analysis<>(
                        (context, who) -> analyse(new RetentionAnalysis(context), who, cut, kept, breakdown),
                        RetentionTable::of,
                        new RetentionDisclosure(),
                        statements.retention(() -> definition(cut, kept, breakdown))));
    }

    private static RetentionAnswer analyse(
            RetentionAnalysis analysis,
            Scope who,
            CalendarPeriod period,
            RetentionMode mode,
            @Nullable String breakdown) {
        return breakdown == null
                ? analysis.analyse(who, period, mode)
                : analysis.analyse(who, definition(period, mode, breakdown));
    }

    private static RetentionDefinition definition(
            CalendarPeriod period, RetentionMode mode, @Nullable String breakdown) {
        RetentionDefinition whole = RetentionDefinition.of(period, mode);
        return breakdown == null ? whole : whole.by(breakdown, RetentionDefinition.DEFAULT_GROUPS);
    }
}
