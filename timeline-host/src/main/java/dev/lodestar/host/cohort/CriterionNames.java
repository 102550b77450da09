package dev.lodestar.host.cohort;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.UserCriterion;

/** What becomes of the names in a definition of a cohort while it is read. */
public interface CriterionNames {
    /** Refuses a condition on events that cannot be asked. */
    void check(String field, EventCondition condition);

    /** Refuses an attribute that is not known. */
    void checkAttribute(String field, String attribute);

    /** Who belongs to the saved cohort that is referred to. */
    UserCriterion cohort(String field, String idOrName);
}
