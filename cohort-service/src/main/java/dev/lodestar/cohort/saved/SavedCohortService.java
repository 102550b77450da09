package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.caller.CallerSegments;
import dev.lodestar.host.cohort.SavedCohorts;
import dev.lodestar.host.disclosure.SmallGroups;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Saves, finds and deletes cohorts, and counts their members. Blocking: a count asks all shards. */
@ApplicationScoped
class SavedCohortService {
    private static final String DEFINITION = "definition";
    private static final String EXPECTED =
            "an object such as {\"attribute\": \"segment\", \"values\": [\"enterprise\"]}";

    private final SavedCohortStore store;
    private final SavedCohortPublisher publisher;
    private final SavedCohorts known;
    private final SavedCohortConfig config;
    private final CohortQuestions questions;
    private final SmallGroups smallGroups;
    private final CallerSegments callerSegments;
    private final ObjectMapper mapper;

    SavedCohortService(
            SavedCohortStore store,
            SavedCohortPublisher publisher,
            SavedCohorts known,
            SavedCohortConfig config,
            CohortQuestions questions,
            SmallGroups smallGroups,
            CallerSegments callerSegments,
            ObjectMapper mapper) {
        this.store = store;
        this.publisher = publisher;
        this.known = known;
        this.config = config;
        this.questions = questions;
        this.smallGroups = smallGroups;
        this.callerSegments = callerSegments;
        this.mapper = mapper;
    }

    /** Saves a cohort and tells every service of it. */
    SavedCohortResponse save(SavedCohortRequest request, String by) {
        request.requireNoVersion();
        UUID id = UUID.randomUUID();
        CohortDraft draft = draft(id, request, by);
        return told(await(() -> store.add(id, draft)), draft.body());
    }

    /** Puts another cohort in place of a version of one, and tells every service of it. */
    SavedCohortResponse replace(UUID id, SavedCohortRequest request, String by) {
        int version = request.requiredVersion();
        CohortDraft draft = draft(id, request, by);
        return told(await(() -> store.replace(id, version, draft)), draft.body());
    }

    private SavedCohortResponse told(SavedCohortEntity cohort, JsonNode body) {
        known.put(publisher.record(cohort, body.toString()));
        await(publisher::publishSoon);
        return response(cohort, body);
    }

    private CohortDraft draft(UUID id, SavedCohortRequest request, String by) {
        String name = request.requiredName();
        request.check();
        return request.listsUsers() ? listed(name, request, by) : defined(id, name, request, by);
    }

    private CohortDraft listed(String name, SavedCohortRequest request, String by) {
        Set<UUID> users = ListedUsers.read(Objects.requireNonNull(request.users()), config.maxListed());
        return new CohortDraft(
                name,
                request.description(),
                CohortDraft.STATIC,
                users.size(),
                new TreeSet<>(),
                mapper.valueToTree(users),
                by);
    }

    private CohortDraft defined(UUID id, String name, SavedCohortRequest request, String by) {
        JsonNode definition = Objects.requireNonNull(request.definition()).deepCopy();
        Map<String, String> references = questions.check(id, DEFINITION, definition, EXPECTED);
        rename(definition, references);
        return new CohortDraft(
                name,
                request.description(),
                CohortDraft.DYNAMIC,
                null,
                new TreeSet<>(references.values()),
                definition,
                by);
    }

    /** A name may come to stand for another cohort, an id never. */
    private static void rename(JsonNode definition, Map<String, String> references) {
        if (definition instanceof ObjectNode object) {
            String reference = object.path("cohort").textValue();
            if (reference != null) {
                object.put("cohort", references.getOrDefault(reference, reference));
            }
            object.path("all").forEach(part -> rename(part, references));
            object.path("any").forEach(part -> rename(part, references));
            rename(object.path("not"), references);
        }
    }

    /** The cohort with its definition and the number of its members; a problem where there is none. */
    SavedCohortResponse get(UUID id) {
        SavedCohortStore.Stored stored = await(() -> store.get(id));
        return response(stored.cohort(), publisher.json(stored.body()));
    }

    private SavedCohortResponse response(SavedCohortEntity cohort, JsonNode body) {
        return SavedCohortResponse.of(cohort, body.isArray() ? null : body, questions.members(cohort.id))
                .without(this::isWithheld);
    }

    /** A page by name. */
    SavedCohortsResponse page(@Nullable String cursor, int limit) {
        if (limit < 1 || limit > config.maxPage()) {
            throw ProblemException.invalid("limit", limit, "a whole number from 1 to " + config.maxPage());
        }
        String after = cursor == null ? "" : SavedCohortCursor.parse(cursor);
        return SavedCohortsResponse.of(await(() -> store.page(after, limit + 1)), limit, this::isWithheld);
    }

    /** Small numbers from viewers, and each from those who are held to segments: a list does not tell whose users they are. */
    private boolean isWithheld(long listedUsers) {
        return callerSegments.current().isPresent() || smallGroups.isWithheld(listedUsers);
    }

    /** Deletes a cohort and tells every service of its end. */
    void delete(UUID id, String by) {
        await(() -> store.delete(id, by));
        known.remove(id);
        await(publisher::publishSoon);
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
