package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.kit.identity.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Rows by request: a JSON array, {@code {"sent_at", "events": […]}}, or NDJSON; plain, gzip or zstd. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.INGEST)
public class IntakeResource {
    static final String NDJSON = "application/x-ndjson";
    static final String NDJSON_TOO = "application/ndjson";

    private final IntakeService service;

    IntakeResource(IntakeService service) {
        this.service = service;
    }

    @POST
    @Path("events")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    public IntakeResponse events(@HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String coding, InputStream body) {
        return IntakeResponse.of(service.takeJson(DataSet.EVENTS, body, coding));
    }

    @POST
    @Path("events")
    @Consumes({NDJSON, NDJSON_TOO})
    @ResponseStatus(202)
    public IntakeResponse eventLines(
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String coding, InputStream body) {
        return IntakeResponse.of(service.takeNdjson(DataSet.EVENTS, body, coding));
    }

    @POST
    @Path("profiles")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    public IntakeResponse profiles(
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String coding, InputStream body) {
        return IntakeResponse.of(service.takeJson(DataSet.PROFILES, body, coding));
    }

    @POST
    @Path("profiles")
    @Consumes({NDJSON, NDJSON_TOO})
    @ResponseStatus(202)
    public IntakeResponse profileLines(
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String coding, InputStream body) {
        return IntakeResponse.of(service.takeNdjson(DataSet.PROFILES, body, coding));
    }

    @POST
    @Path("acquisition")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    public IntakeResponse acquisition(
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String coding, InputStream body) {
        return IntakeResponse.of(service.takeJson(DataSet.ACQUISITION, body, coding));
    }

    @POST
    @Path("acquisition")
    @Consumes({NDJSON, NDJSON_TOO})
    @ResponseStatus(202)
    public IntakeResponse acquisitionLines(
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String coding, InputStream body) {
        return IntakeResponse.of(service.takeNdjson(DataSet.ACQUISITION, body, coding));
    }
}
