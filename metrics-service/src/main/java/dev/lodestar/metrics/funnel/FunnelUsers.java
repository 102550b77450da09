package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.funnel.FunnelUsersAnalysis;
import dev.lodestar.engine.funnel.FunnelUsersAnswer;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelPeople;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.DefinitionReader;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The people behind the growth funnel and behind any other. */
@ApplicationScoped
class FunnelUsers {
    private final Answers answers;
    private final DefinitionReader definitions;
    private final FunnelConfig config;

    FunnelUsers(Answers answers, DefinitionReader definitions, FunnelConfig config) {
        this.answers = answers;
        this.definitions = definitions;
        this.config = config;
    }

    /** Behind a stage of the growth funnel. */
    Answers.Page<FunnelUsersAnswer> ofStage(ScopeParameters scope, @Nullable String breakdown, PeopleParameters who) {
        FunnelPeople people = who.ofStages();
        return answers.page(
                scope,
                answerOf(who),
                (context, users) ->
                        new FunnelUsersAnalysis(context).ofStages(users, breakdown, config.thresholds(), people));
    }

    /**
     * Behind a step of an ad-hoc funnel.
     *
     * @param json its definition
     */
    Answers.Page<FunnelUsersAnswer> ofStep(String json, PeopleParameters who) {
        FunnelRequest asked = definitions.read(json, FunnelRequest.class);
        if (asked.sql() != null) {
            throw ProblemException.invalid("sql", asked.sql(), "nothing in a listing of users");
        }
        FunnelDefinition definition = asked.toDomain();
        FunnelPeople people = who.ofSteps();
        return answers.page(
                asked.scope(),
                answerOf(who),
                (context, users) -> new FunnelUsersAnalysis(context).ofSteps(users, definition, people));
    }

    private static @Nullable String answerOf(PeopleParameters who) {
        PageCursor before = who.before();
        return before == null ? null : before.answer().toString();
    }

    /** A definition as it fits into an address: JSON, or that in base64url. */
    static String definition(String parameter) {
        if (parameter.stripLeading().startsWith("{")) {
            return parameter;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(parameter), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(
                    "definition", parameter, "the body of POST /funnel/query, as JSON or as that in base64url");
        }
    }
}
