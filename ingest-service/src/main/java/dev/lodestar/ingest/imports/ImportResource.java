package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.reading.ContentCoding;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.warehouse.ImportOutcomes.Outcome;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Files: CSV or NDJSON of any size; plain, gzip or zstd. */
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {
    private static final String CSV = "text/csv";

    private final Importer importer;
    private final Imports imports;
    private final SecurityIdentity caller;

    ImportResource(Importer importer, Imports imports, SecurityIdentity caller) {
        this.importer = importer;
        this.imports = imports;
        this.caller = caller;
    }

    /** Receives a file. The answer comes when every good row of it is with the broker and every bad one in the quarantine. */
    @POST
    @Path("{dataSet}")
    @Consumes({CSV, "application/x-ndjson", "application/ndjson"})
    @RolesAllowed(Roles.INGEST)
    @Blocking
    public Response receive(
            @RestPath String dataSet,
            @RestQuery("file_name") @Nullable String fileName,
            @RestHeader(HttpHeaders.CONTENT_TYPE) MediaType mediaType,
            @RestHeader(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding,
            @RestHeader(HttpHeaders.CONTENT_LENGTH) @Nullable Long contentLength,
            InputStream body) {
        ContentCoding coding = coding(contentEncoding);
        ImportEntity received = importer.receive(new Upload(
                dataSet(dataSet),
                body,
                coding,
                mediaType.isCompatible(MediaType.valueOf(CSV)),
                mediaType.toString(),
                fileName,
                coding == ContentCoding.IDENTITY ? contentLength : null,
                caller.getPrincipal().getName()));
        return Response.accepted(ImportResponse.of(received, ImportState.RUNNING, Outcome.NONE))
                .location(URI.create("/api/v1/imports/" + received.importId))
                .build();
    }

    @GET
    @Path("{importId}")
    @RolesAllowed(Roles.INGEST)
    @WithSession
    public Uni<ImportResponse> one(@RestPath UUID importId) {
        return imports.one(importId);
    }

    @GET
    @RolesAllowed(Roles.INGEST)
    @WithSession
    public Uni<ImportsResponse> list(@Valid @BeanParam ImportsQuery query) {
        return imports.page(query);
    }

    private static DataSet dataSet(String name) {
        return DataSet.of(name)
                .orElseThrow(() -> new ProblemException(
                        ImportProblem.UNKNOWN_DATA_SET,
                        "There is no data set '" + name + "'.",
                        "data_set",
                        "events, profiles or acquisition"));
    }

    private static ContentCoding coding(@Nullable String contentEncoding) {
        return ContentCoding.of(contentEncoding)
                .orElseThrow(() -> new ProblemException(
                        ImportProblem.UNSUPPORTED_CONTENT_ENCODING,
                        "Content-Encoding is '" + contentEncoding + "'.",
                        "Content-Encoding",
                        "identity, gzip or zstd"));
    }
}
