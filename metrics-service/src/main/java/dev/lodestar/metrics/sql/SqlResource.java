package dev.lodestar.metrics.sql;

import dev.lodestar.engine.sql.SqlBreakdown;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.kit.wire.EntityTagged;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.EnumSet;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** The queries, and definitions of one's own, as SQL. */
@Path("/api/v1/sql")
@RolesAllowed(Roles.ANALYST)
@EntityTagged
public class SqlResource {
    private static final String SQL = "application/sql";

    private final SqlTexts texts;
    private final SqlDefinitions definitions;

    SqlResource(SqlTexts texts, SqlDefinitions definitions) {
        this.texts = texts;
        this.definitions = definitions;
    }

    /** The queries that there are. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SqlListing list(@QueryParam("dialect") @DefaultValue("postgresql") String dialect) {
        return SqlListing.of(dialect(dialect));
    }

    /** One query of the users and the calendar asked for, ready to be run as it is. */
    @GET
    @Path("/{name}")
    @Produces({SQL, MediaType.TEXT_PLAIN})
    public String text(
            @PathParam("name") String name,
            @QueryParam("dialect") @DefaultValue("postgresql") String dialect,
            @BeanParam ScopeParameters scope,
            @QueryParam("breakdown") @Nullable String breakdown,
            @QueryParam("period") @DefaultValue("monthly") String period) {
        SqlQuery query = SqlQuery.ofWireName(name)
                .orElseThrow(() -> ProblemException.notFound("There is no query of the name '" + name + "'"));
        return texts.render(
                dialect(dialect),
                query,
                scope,
                breakdown(breakdown),
                Choices.period(period, EnumSet.allOf(CalendarPeriod.class)));
    }

    /** A funnel, a retention, paths or activity of one's own as a statement, ready to be run as it is. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({SQL, MediaType.TEXT_PLAIN})
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = SqlDefinitionRequest.class)))
    public String definition(String body) {
        return definitions.render(body);
    }

    private static SqlDialect dialect(String given) {
        return Choices.dialect("dialect", given);
    }

    private static @Nullable SqlBreakdown breakdown(@Nullable String given) {
        return given == null
                ? null
                : Choices.of("breakdown", given, Arrays.stream(SqlBreakdown.values()), SqlBreakdown::wireName);
    }
}
