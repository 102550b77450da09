package dev.lodestar.host.cohort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.contracts.cohort.SavedCohortRecord;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.NamedCohort;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.host.answer.CohortLookup;
import dev.lodestar.host.answer.SavedCohort;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The saved cohorts that {@code cohorts.saved.v1} has told of, in memory. Cohorts may refer to one another; what they refer to is looked up when
 * they are asked for.
 */
@ApplicationScoped
public class SavedCohorts implements CohortLookup {
    /** The most criteria that a saved cohort may come to, with all that it refers to. */
    public static final int MAX_CRITERIA = 1_000;

    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
    private final ObjectMapper mapper;
    private volatile boolean complete;

    SavedCohorts(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    private sealed interface Entry {
        NamedCohort reference();
    }

    private record Defined(NamedCohort reference, CriterionRequest definition) implements Entry {}

    private record Listed(NamedCohort reference, UserCriterion.Members members) implements Entry {}

    /** Takes a cohort in, unless a later version is there. Throws {@link UnreadableRecordException} when its definition cannot be read. */
    public void put(SavedCohortRecord cohort) {
        List<UUID> users = cohort.users();
        NamedCohort reference = new NamedCohort(cohort.id().toString(), cohort.name(), cohort.version());
        Entry entry = users == null
                ? new Defined(reference, definition(cohort))
                : new Listed(reference, new UserCriterion.Members(users));
        entries.merge(cohort.id(), entry, SavedCohorts::later);
    }

    private static Entry later(Entry one, Entry other) {
        return one.reference().version() > other.reference().version() ? one : other;
    }

    private CriterionRequest definition(SavedCohortRecord cohort) {
        try {
            return mapper.treeToValue(cohort.definition(), CriterionRequest.class);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("value is not a readable definition of a cohort", e);
        }
    }

    /** Forgets a cohort. */
    public void remove(UUID id) {
        entries.remove(id);
    }

    /** What was in the topic at the start has been read. */
    void complete() {
        complete = true;
    }

    @Override
    public SavedCohort find(String field, String idOrName) {
        Entry entry = entry(field, idOrName);
        return new SavedCohort(entry.reference(), criterion(field, entry, new HashSet<>(), null));
    }

    /** Whether a cohort is another one, or refers to it by itself or by way of others. */
    public boolean refersTo(String id, UUID other) {
        return refersTo(uuid(id), other, new HashSet<>());
    }

    private boolean refersTo(UUID id, UUID other, Set<UUID> seen) {
        return id.equals(other)
                || (seen.add(id)
                        && entries.get(id) instanceof Defined defined
                        && defined.definition()
                                .references()
                                .anyMatch(reference -> refersTo(uuid(reference), other, seen)));
    }

    private Entry entry(String field, String idOrName) {
        Entry byId = entries.get(uuid(idOrName));
        if (byId != null) {
            return byId;
        }
        return entries.values().stream()
                .filter(entry -> entry.reference().name().equals(idOrName))
                .findFirst()
                .orElseThrow(() -> unknown(field, idOrName));
    }

    private RuntimeException unknown(String field, String idOrName) {
        if (!complete) {
            return ProblemException.unavailable("The saved cohorts are still being read");
        }
        Set<String> names = new TreeSet<>();
        entries.values().forEach(entry -> names.add(entry.reference().name()));
        return new InvalidDefinitionException(
                field, idOrName, "the id or name of a saved cohort: " + Vocabulary.expected(idOrName, names));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }

    private UserCriterion criterion(String field, Entry entry, Set<String> open, @Nullable Put put) {
        return switch (entry) {
            case Listed listed -> listed.members();
            case Defined defined -> criterion(field, defined, open, put);
        };
    }

    private UserCriterion criterion(String field, Defined cohort, Set<String> open, @Nullable Put put) {
        String id = cohort.reference().id();
        if (!open.add(id)) {
            throw new InvalidDefinitionException(
                    field, cohort.reference().name(), "a cohort that does not refer to itself by way of others");
        }
        UserCriterion criterion = cohort.definition().toDomain(field, new Kept(open, put));
        open.remove(id);
        requireSmall(field, cohort.reference().name(), criterion);
        return criterion;
    }

    /**
     * Refuses a definition that is too large with all that it refers to, or makes a cohort too large that refers to it.
     *
     * @param own the cohort that it is to define
     * @param criterion what it says
     */
    public void requireSmall(String field, UUID own, UserCriterion criterion) {
        requireSmall(field, size(criterion) + " criteria", criterion);
        for (Entry entry : entries.values()) {
            if (entry instanceof Defined user
                    && !entry.reference().id().equals(own.toString())
                    && refersTo(entry.reference().id(), own)) {
                NamedCohort named = user.reference();
                requireSmall(
                        field,
                        size(criterion) + " criteria, in " + named.name() + " too",
                        user.definition()
                                .toDomain(field, new Kept(new HashSet<>(Set.of(named.id())), new Put(own, criterion))));
            }
        }
    }

    /** A cohort that is about to be put in place of itself. */
    private record Put(UUID id, UserCriterion criterion) {}

    /** References make definitions grow: fifty cohorts of fifty cohorts are 2,500 of whatever these say. */
    private static void requireSmall(String field, String given, UserCriterion criterion) {
        if (size(criterion) > MAX_CRITERIA) {
            throw new InvalidDefinitionException(
                    field,
                    given,
                    "a cohort that takes at most " + MAX_CRITERIA + " criteria, those it refers to included");
        }
    }

    private static int size(UserCriterion criterion) {
        return switch (criterion) {
            case UserCriterion.AllOf all ->
                1 + all.criteria().stream().mapToInt(SavedCohorts::size).sum();
            case UserCriterion.AnyOf any ->
                1 + any.criteria().stream().mapToInt(SavedCohorts::size).sum();
            case UserCriterion.Not not -> 1 + size(not.criterion());
            case UserCriterion.Did _, UserCriterion.HasAttribute _, UserCriterion.Members _ -> 1;
        };
    }

    /** A kept definition was checked when it was saved; a name that has since gone from the data matches nobody. */
    private final class Kept implements CriterionNames {
        private final Set<String> open;
        private final @Nullable Put put;

        Kept(Set<String> open, @Nullable Put put) {
            this.open = open;
            this.put = put;
        }

        @Override
        public void check(String field, EventCondition condition) {}

        @Override
        public void checkAttribute(String field, String attribute) {}

        @Override
        public UserCriterion cohort(String field, String idOrName) {
            Entry entry = entry(field, idOrName);
            return put != null && entry.reference().id().equals(put.id().toString())
                    ? put.criterion()
                    : criterion(field, entry, open, put);
        }
    }
}
