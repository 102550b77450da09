package dev.lodestar.host.disclosure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Scope;

/** What the figures of an answer tell of how many users. */
@FunctionalInterface
public interface Disclosure {
    /** An answer without counts of users; it is shown as it is. */
    Disclosure NO_USERS = (answer, figures, question) -> {};

    /** An answer that only analysts are given, who see all of it. */
    Disclosure TO_ANALYSTS = (answer, figures, question) -> {
        throw new IllegalStateException("an answer for analysts was to be shown to a viewer");
    };

    /**
     * Declares the counts of an answer, the sums that tie them, the figures that follow from them, and what is open to everybody.
     *
     * @param answer the answer as JSON
     * @param figures takes what is declared
     * @param question what was asked, to ask for counts that the answer does not have
     */
    void declare(ObjectNode answer, Figures figures, Question question);

    /**
     * What was asked.
     *
     * @param context the same views as the answer's
     * @param scope the same users
     */
    record Question(AnalysisContext context, Scope scope) {}
}
