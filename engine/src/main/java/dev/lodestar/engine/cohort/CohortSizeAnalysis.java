package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.CohortSizeQuery;

/** Counts the users who meet filters, relative windows ending with the data. */
public final class CohortSizeAnalysis {
    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public CohortSizeAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** The number of users. */
    public CohortSizeAnswer analyse(Scope scope) {
        Inquiry inquiry = new Inquiry(context, scope);
        long users = inquiry.ask(new CohortSizeQuery(inquiry.filters())).count(CohortSizeQuery.USERS);
        return new CohortSizeAnswer(users, inquiry.asOf(), inquiry.completeness(), inquiry.computedAt());
    }
}
