package dev.lodestar.ingest.quality;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.kit.wire.EntityTagged;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** How good the data is, and whether all of it is accounted for. */
@Path("/api/v1/quality")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@EntityTagged
public class QualityResource {
    private final QualityRepository repository;
    private final DriftRepository drift;
    private final Clock clock;
    private final ZoneId zone;

    QualityResource(QualityRepository repository, DriftRepository drift, Clock clock, ZoneId zone) {
        this.repository = repository;
        this.drift = drift;
        this.clock = clock;
        this.zone = zone;
    }

    @GET
    public Uni<QualityResponse> report(@Valid @BeanParam QualityQuery query) {
        QualityQuery.Range asked = query.range(clock, zone);
        return repository
                .counts(asked)
                .map(counts -> QualityResponse.of(QualityReport.of(counts, zone), asked, clock.instant()));
    }

    /** Whether volumes and event types of the last days look like those before them. */
    @GET
    @Path("drift")
    public Uni<DriftResponse> drift(@BeanParam DriftQuery query) {
        return drift.judge(query, LocalDate.now(clock.withZone(zone)))
                .map(judged -> DriftResponse.of(judged, zone, clock.instant()));
    }

    @GET
    @Path("reconciliation")
    public Uni<ReconciliationResponse> reconciliation(@Valid @BeanParam QualityQuery query) {
        QualityQuery.Range asked = query.range(clock, zone);
        Uni<Reconciliation> books =
                repository.counts(asked).chain(counts -> repository.log().map(log -> Reconciliation.of(counts, log)));
        return (query.verify ? books.chain(this::verified) : books)
                .map(found -> ReconciliationResponse.of(found, asked, clock.instant()));
    }

    private Uni<Reconciliation> verified(Reconciliation books) {
        return repository
                .warehouseRows()
                .chain(rows -> repository
                        .storedEvents()
                        .map(booked -> books.with(new Reconciliation.WarehouseCheck(rows, booked))));
    }
}
