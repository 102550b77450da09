package dev.lodestar.ingest.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.ingest.identity.IdentityLinks;
import dev.lodestar.ingest.quarantine.QuarantinedUsers;
import dev.lodestar.ingest.reading.Utf8;
import dev.lodestar.ingest.warehouse.WarehouseUsers;
import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes all there is of a user, in constant memory. Blocks. */
@ApplicationScoped
class UserExport {
    private static final Logger LOG = Logger.getLogger(UserExport.class);

    private final IdentityLinks links;
    private final WarehouseUsers warehouse;
    private final QuarantinedUsers quarantine;
    private final CohortClient cohorts;
    private final ObjectMapper mapper;
    private final ExportConfig config;
    private final Clock clock;

    UserExport(
            IdentityLinks links,
            WarehouseUsers warehouse,
            QuarantinedUsers quarantine,
            @RestClient CohortClient cohorts,
            ObjectMapper mapper,
            ExportConfig config,
            Clock clock) {
        this.links = links;
        this.warehouse = warehouse;
        this.quarantine = quarantine;
        this.cohorts = cohorts;
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Who is asked for, and what another service holds of them: all that can fail before the document begins.
     *
     * @param pseudonym what the person's id leads to; null for somebody who is unknown or erased
     */
    record Subject(String userId, @Nullable UUID pseudonym, ListsOfUser lists) {}

    /** Finds out who the person is, with the rights of the caller; a problem where the cohort service does not answer: without it the export is not whole. */
    Subject subject(String userId) {
        UUID pseudonym = await(links.find(links.hashes(userId)))
                .map(IdentityLinks.Link::pseudonym)
                .orElse(null);
        return new Subject(userId, pseudonym, pseudonym == null ? ListsOfUser.NONE : lists(pseudonym));
    }

    private ListsOfUser lists(UUID pseudonym) {
        return await(cohorts.lists(pseudonym).onFailure().transform(UserExport::unavailable));
    }

    private static ProblemException unavailable(Throwable failure) {
        LOG.warnf(failure, "Upstream does not answer, service=cohort-service");
        return ProblemException.unavailable("cohort-service does not answer, and the export has what it holds");
    }

    /** Writes the document; a failure on the way leaves it without its end, which no reader of JSON takes for the whole. */
    void write(Subject subject, OutputStream out) throws IOException {
        UUID pseudonym = subject.pseudonym();
        JsonGenerator json = mapper.createGenerator(out);
        json.writeStartObject();
        json.writeStringField("user_id", subject.userId());
        json.writePOJOField("exported_at", clock.instant());
        json.writePOJOField("pseudonym", pseudonym);
        json.writePOJOField("profile", pseudonym == null ? null : await(warehouse.profile(pseudonym)));
        json.writePOJOField("saved_cohort_lists", subject.lists().lists());
        json.writeArrayFieldStart("events");
        if (pseudonym != null) {
            writeEvents(pseudonym, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("refused_rows");
        writeRefused(links.hashes(subject.userId()), json);
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }

    private void writeRefused(List<byte[]> hashes, JsonGenerator json) throws IOException {
        List<QuarantinedUsers.Kept> page = await(quarantine.read(hashes, 0));
        while (!page.isEmpty()) {
            for (QuarantinedUsers.Kept row : page) {
                if (row.raw() != null) {
                    json.writeString(text(row.raw()));
                }
            }
            page = await(quarantine.read(hashes, page.getLast().id()));
        }
    }

    private static String text(byte[] raw) {
        return Utf8.isValid(raw)
                ? new String(raw, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(raw);
    }

    private void writeEvents(UUID pseudonym, JsonGenerator json) throws IOException {
        String after = "";
        List<WarehouseUsers.Event> page;
        do {
            page = await(warehouse.events(pseudonym, after, config.pageRows()));
            for (WarehouseUsers.Event event : page) {
                json.writePOJO(event);
                after = event.eventId();
            }
        } while (page.size() == config.pageRows());
    }

    private <T> T await(Uni<T> work) {
        return work.await().atMost(config.timeout());
    }
}
