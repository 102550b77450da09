package dev.lodestar.report.artifact;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.identity.SegmentClaim;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;

/** The files of a run's bundle, one by one and as an archive. */
@Path("/api/v1/analysis")
@RolesAllowed(Roles.ANALYST)
@WithSession
class ArtifactResource {
    private final ArtifactRepository repository;
    private final BundleStore store;
    private final SecurityIdentity caller;

    ArtifactResource(ArtifactRepository repository, BundleStore store, SecurityIdentity caller) {
        this.caller = caller;
        this.repository = repository;
        this.store = store;
    }

    @GET
    @Path("runs/{id}/artifacts")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<ArtifactsResponse> list(@PathParam("id") UUID id) {
        return bundle(id).map(artifacts -> ArtifactsResponse.from(id, artifacts));
    }

    /** One file; names may contain a folder, {@code sql/funnel_analysis.sql}. */
    @GET
    @Path("runs/{id}/artifacts/{name: .+}")
    public Uni<Response> file(@PathParam("id") UUID id, @PathParam("name") String name) {
        return bundle(id).map(artifacts -> file(id, named(artifacts, name)));
    }

    @GET
    @Path("runs/{id}/bundle.zip")
    @Produces("application/zip")
    public Uni<Response> bundleZip(@PathParam("id") UUID id) {
        return bundle(id).map(artifacts -> zip(id, artifacts));
    }

    /** The same archive, for those who look for it among the files. */
    @GET
    @Path("runs/{id}/artifacts/bundle.zip")
    @Produces("application/zip")
    public Uni<Response> bundleAmongArtifacts(@PathParam("id") UUID id) {
        return bundleZip(id);
    }

    private Uni<List<Artifact>> bundle(UUID id) {
        if (SegmentClaim.holds(caller)) {
            throw new ProblemException(ArtifactProblem.COUNTS_EVERYBODY, "ask for figures of your segments instead");
        }
        return repository.ofRun(id).invoke(artifacts -> {
            if (artifacts.isEmpty()) {
                throw new ProblemException(
                        ArtifactProblem.BUNDLE_NOT_FOUND,
                        "run " + id + " does not exist, is not finished, or its bundle was deleted");
            }
        });
    }

    private void requireFiles(UUID id, List<Artifact> artifacts) {
        for (Artifact artifact : artifacts) {
            if (!store.has(id, artifact)) {
                throw new ProblemException(
                        ArtifactProblem.BUNDLE_NOT_FOUND, artifact.name() + " of run " + id + " is not in its place");
            }
        }
    }

    private static Artifact named(List<Artifact> artifacts, String name) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ArtifactProblem.ARTIFACT_NOT_FOUND, "the list of names is at …/artifacts", "name", null));
    }

    private Response file(UUID id, Artifact artifact) {
        requireFiles(id, List.of(artifact));
        return Response.ok(store.file(id, artifact))
                .type(artifact.mediaType())
                .header(HttpHeaders.ETAG, '"' + artifact.sha256() + '"')
                .header("Content-Security-Policy", "sandbox allow-scripts")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private Response zip(UUID id, List<Artifact> artifacts) {
        requireFiles(id, artifacts); // once the first byte is sent, nothing but a broken archive can say so
        StreamingOutput archive = out -> store.zip(id, artifacts, out);
        return Response.ok(archive)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lodestar-" + id + ".zip\"")
                .build();
    }
}
