package dev.lodestar.cohort.saved;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.cohort.CohortSizeAnalysis;
import dev.lodestar.engine.cohort.CohortSizeAnswer;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.host.answer.AnalysisContexts;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.DefinitionReader;
import dev.lodestar.host.answer.SavedCohort;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.cohort.CriterionNames;
import dev.lodestar.host.cohort.CriterionRequest;
import dev.lodestar.host.cohort.SavedCohorts;
import dev.lodestar.host.disclosure.SmallGroups;
import dev.lodestar.host.gather.AnswerShards;
import dev.lodestar.host.gather.ShardGateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What saved cohorts need to know of the data: whether the names in a definition exist, and how many users a cohort has. */
@ApplicationScoped
class CohortQuestions {
    private final ShardGateway gateway;
    private final AnalysisContexts contexts;
    private final Answers answers;
    private final DefinitionReader reader;
    private final SavedCohorts known;
    private final SmallGroups smallGroups;

    CohortQuestions(
            ShardGateway gateway,
            AnalysisContexts contexts,
            Answers answers,
            DefinitionReader reader,
            SavedCohorts known,
            SmallGroups smallGroups) {
        this.gateway = gateway;
        this.contexts = contexts;
        this.answers = answers;
        this.reader = reader;
        this.known = known;
        this.smallGroups = smallGroups;
    }

    /**
     * Refuses a definition that cannot be asked, is too large or makes one too large that refers to it, or refers to its own cohort by way of others; yields the ids of the cohorts that it refers to by
     * what it calls them.
     */
    Map<String, String> check(UUID id, String field, JsonNode definition, String expected) {
        Names names = new Names(id, vocabulary());
        known.requireSmall(
                field,
                id,
                reader.read(field, definition, expected, CriterionRequest.class).toDomain(field, names));
        return names.references;
    }

    private Vocabulary vocabulary() {
        try (AnswerShards shards = gateway.latest()) {
            return contexts.vocabulary(shards);
        }
    }

    /** How many users a cohort has now, of those whom the caller may count; a viewer is not told of few, nor of a cohort that leaves few out. */
    SavedCohortMembers members(UUID id) {
        ScopeParameters members =
                ScopeParameters.ofBody(null, null, null, null, null).within(id.toString(), null);
        try (AnswerShards shards = gateway.latest()) {
            AnalysisContext context = contexts.of(shards);
            Scope scope = answers.scope(members);
            CohortSizeAnswer size = new CohortSizeAnalysis(context).analyse(scope);
            return SavedCohortMembers.of(size, smallGroups.isWithheld(size.users(), context, scope));
        }
    }

    private final class Names implements CriterionNames {
        private final UUID own;
        private final Vocabulary vocabulary;
        private final Map<String, String> references = new TreeMap<>();

        Names(UUID own, Vocabulary vocabulary) {
            this.own = own;
            this.vocabulary = vocabulary;
        }

        @Override
        public void check(String field, EventCondition condition) {
            vocabulary.require(field, condition);
        }

        @Override
        public void checkAttribute(String field, String attribute) {
            vocabulary.requireAttribute(field, attribute);
        }

        @Override
        public UserCriterion cohort(String field, String idOrName) {
            SavedCohort cohort = known.find(field, idOrName);
            if (known.refersTo(cohort.reference().id(), own)) {
                throw new InvalidDefinitionException(field, idOrName, "a cohort that does not refer to this one");
            }
            references.put(idOrName, cohort.reference().id());
            return cohort.criterion();
        }
    }
}
