package dev.lodestar.host.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.host.answer.EventConditionRequest;
import dev.lodestar.host.answer.PropertyFilterRequest;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a cohort: one of the following, with what goes with it.
 *
 * @param all definitions that must all hold
 * @param any definitions one of which must hold
 * @param not a definition that must not hold
 * @param cohort id or name of a saved cohort that the user must belong to
 * @param attribute a profile attribute
 * @param values the values that it may have
 * @param did what the user must have done
 * @param didNot what the user must not have done
 * @param atLeast how often at least; 1 where nothing is said
 * @param atMost how often at most
 * @param within when; ever where nothing is said
 */
@RegisterForReflection
public record CriterionRequest(
        @Nullable List<CriterionRequest> all,
        @Nullable List<CriterionRequest> any,
        @Nullable CriterionRequest not,
        @Nullable String cohort,
        @Nullable String attribute,
        @Schema(implementation = String[].class) @Nullable JsonNode values,
        @Nullable EventConditionRequest did,
        @Nullable EventConditionRequest didNot,
        @Nullable Integer atLeast,
        @Nullable Integer atMost,
        @Nullable WindowRequest within) {
    /** How deep definitions may nest. */
    public static final int MAX_DEPTH = 8;

    /** How many definitions may stand side by side. */
    public static final int MAX_PARTS = 50;

    /** The highest count that may be asked for. */
    public static final int MAX_COUNT = 1_000_000;

    private static final String KINDS = "one of all, any, not, cohort, attribute, did and did_not";

    /**
     * The criterion; a problem names the field under {@code field} that is wrong.
     *
     * @param names what becomes of the names in it
     */
    public UserCriterion toDomain(String field, CriterionNames names) {
        return toDomain(field, names, 1);
    }

    private UserCriterion toDomain(String field, CriterionNames names, int depth) {
        requireOneKind(field);
        if (depth > MAX_DEPTH) {
            throw ProblemException.invalid(field, "nested " + depth + " deep", "at most " + MAX_DEPTH + " levels");
        }
        if (all != null) {
            return new UserCriterion.AllOf(parts(field + ".all", all, names, depth));
        }
        if (any != null) {
            return new UserCriterion.AnyOf(parts(field + ".any", any, names, depth));
        }
        if (not != null) {
            return new UserCriterion.Not(not.toDomain(field + ".not", names, depth + 1));
        }
        if (cohort != null) {
            return names.cohort(field + ".cohort", cohort);
        }
        if (attribute != null) {
            return attribute(field, attribute, names);
        }
        return didNot == null ? did(field, names) : didNot(field, didNot, names);
    }

    /** What the definition calls the cohorts that it refers to. */
    Stream<String> references() {
        Stream<CriterionRequest> parts = Stream.of(
                        Stream.ofNullable(all).flatMap(List::stream),
                        Stream.ofNullable(any).flatMap(List::stream),
                        Stream.ofNullable(not))
                .flatMap(Function.identity());
        return Stream.concat(Stream.ofNullable(cohort), parts.flatMap(CriterionRequest::references));
    }

    private void requireOneKind(String field) {
        List<Object> kinds = Stream.of(all, any, not, cohort, attribute, did, didNot)
                .<Object>mapMulti((kind, given) -> {
                    if (kind != null) {
                        given.accept(kind);
                    }
                })
                .toList();
        if (kinds.size() != 1) {
            throw ProblemException.invalid(field, kinds.isEmpty() ? "empty" : "several at once", KINDS);
        }
        requireAbsent(field + ".values", values, attribute != null, "attribute");
        requireAbsent(field + ".at_least", atLeast, did != null, "did");
        requireAbsent(field + ".at_most", atMost, did != null, "did");
        requireAbsent(field + ".within", within, did != null || didNot != null, "did or did_not");
    }

    private static void requireAbsent(String field, @Nullable Object given, boolean allowed, String beside) {
        if (given != null && !allowed) {
            throw ProblemException.invalid(field, given, "nothing but beside " + beside);
        }
    }

    private static List<UserCriterion> parts(
            String field, List<CriterionRequest> parts, CriterionNames names, int depth) {
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw ProblemException.invalid(field, parts.size() + " definitions", "1 to " + MAX_PARTS + " definitions");
        }
        List<UserCriterion> criteria = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            CriterionRequest part = parts.get(i);
            if (part == null) {
                throw ProblemException.invalid(field + "[" + i + "]", null, KINDS);
            }
            criteria.add(part.toDomain(field + "[" + i + "]", names, depth + 1));
        }
        return criteria;
    }

    private UserCriterion attribute(String field, String name, CriterionNames names) {
        names.checkAttribute(field + ".attribute", name);
        List<String> texts = PropertyFilterRequest.texts(field + ".values", values);
        if (texts.isEmpty() || texts.size() > Vocabulary.MAX_VALUES) {
            throw ProblemException.invalid(
                    field + ".values", texts.size() + " values", "1 to " + Vocabulary.MAX_VALUES + " values");
        }
        return new UserCriterion.HasAttribute(name, texts);
    }

    private UserCriterion did(String field, CriterionNames names) {
        EventCondition condition = condition(field + ".did", Objects.requireNonNull(did), names);
        int least = within(field + ".at_least", atLeast, 0, 1);
        int most = within(field + ".at_most", atMost, least, Integer.MAX_VALUE);
        if (least == 0 && atMost == null) {
            throw ProblemException.invalid(field + ".at_least", 0, "at least 1, or at_most beside it");
        }
        return did(field, condition, least, most);
    }

    private UserCriterion didNot(String field, EventConditionRequest event, CriterionNames names) {
        return did(field, condition(field + ".did_not", event, names), 0, 0);
    }

    private UserCriterion did(String field, EventCondition condition, int least, int most) {
        return new UserCriterion.Did(
                condition, least, most, within == null ? EventWindow.EVER : within.toDomain(field + ".within"));
    }

    private static EventCondition condition(String field, EventConditionRequest event, CriterionNames names) {
        EventCondition condition = event.toDomain(field);
        names.check(field, condition);
        return condition;
    }

    private static int within(String field, @Nullable Integer given, int least, int otherwise) {
        if (given == null) {
            return otherwise;
        }
        if (given < least || given > MAX_COUNT) {
            throw ProblemException.invalid(field, given, "a whole number from " + least + " to " + MAX_COUNT);
        }
        return given;
    }
}
