package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionMode;
import java.util.List;

/** Tells possible retentions from impossible ones. A refusal names the field in the words of the API. */
public final class RetentionRules {
    private RetentionRules() {}

    /**
     * Refuses what cannot be asked, by an {@link InvalidDefinitionException}.
     *
     * @param vocabulary the names that may be used
     */
    public static void check(RetentionDefinition definition, Vocabulary vocabulary) {
        checkBrackets(definition);
        EventCondition cohortEvent = definition.cohortEvent();
        if (cohortEvent != null) {
            vocabulary.require("cohort_event", cohortEvent);
        }
        vocabulary.require("return_event", definition.returnEvent());
        requireWithin("minimum_occurrences", definition.minimumOccurrences(), 1, RetentionDefinition.MAX_OCCURRENCES);
        requireWithin("max_groups", definition.maxGroups(), 1, RetentionDefinition.MAX_GROUPS);
        String breakdown = definition.breakdown();
        if (breakdown != null) {
            vocabulary.requireAttribute("breakdown", breakdown);
        }
    }

    private static void checkBrackets(RetentionDefinition definition) {
        List<Integer> bounds = definition.brackets();
        if (definition.mode() != RetentionMode.BRACKET) {
            if (!bounds.isEmpty()) {
                throw new InvalidDefinitionException(
                        "brackets", bounds, "nothing unless mode is " + RetentionMode.BRACKET.wireName());
            }
            return;
        }
        if (bounds.size() < 2 || bounds.size() > RetentionDefinition.MAX_BRACKETS + 1) {
            throw new InvalidDefinitionException(
                    "brackets",
                    bounds,
                    "2 to " + (RetentionDefinition.MAX_BRACKETS + 1) + " ascending days, such as 0, 1, 7, 30");
        }
        for (int i = 0; i < bounds.size(); i++) {
            requireWithin(
                    "brackets[" + i + "]",
                    bounds.get(i),
                    i == 0 ? 0 : bounds.get(i - 1) + 1,
                    RetentionDefinition.MAX_BRACKET_DAY);
        }
    }

    private static void requireWithin(String field, int given, int least, int most) {
        if (given < least || given > most) {
            throw new InvalidDefinitionException(field, given, "a whole number from " + least + " to " + most);
        }
    }
}
