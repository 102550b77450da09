package dev.lodestar.cohort.comparison;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.cohort.ComparedSide;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.query.VocabularyQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.CohortLookup;
import dev.lodestar.host.answer.DurationText;
import dev.lodestar.host.answer.SavedCohort;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;

/** Reads which sets of users are compared; a problem names the parameter that is wrong. */
@ApplicationScoped
class Sides {
    private static final int MOST_VALUES = 100;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(91);
    private static final String EVERYBODY_ELSE = "everybody else";

    private final CohortLookup cohorts;

    Sides(CohortLookup cohorts) {
        this.cohorts = cohorts;
    }

    SideDefinition of(SideParameters parameters, CalendarPeriod period, AnalysisContext context) {
        String by = Objects.requireNonNull(parameters.by);
        return switch (by) {
            case "cohort" -> byCohort(parameters, period, context);
            case "saved" -> bySaved(parameters, period);
            case "behaviour" -> byBehaviour(parameters, period, context);
            default -> byAttribute(by, parameters, period, context);
        };
    }

    private static Vocabulary vocabulary(AnalysisContext context) {
        return Vocabulary.of(
                context.plan(), context.shards().gather(new VocabularyQuery()).tally());
    }

    private static SideDefinition byAttribute(
            String attribute, SideParameters parameters, CalendarPeriod period, AnalysisContext context) {
        vocabulary(context).requireAttribute("by", attribute);
        List<String> a = required("a", parameters.a);
        UserCriterion first = new UserCriterion.HasAttribute(attribute, a);
        ComparedSide second = parameters.b.isEmpty()
                ? new ComparedSide(EVERYBODY_ELSE, new UserCriterion.Not(first))
                : new ComparedSide(
                        label(parameters.b), new UserCriterion.HasAttribute(attribute, required("b", parameters.b)));
        return SideDefinition.of(period, attribute, new ComparedSide(label(a), first), second);
    }

    private static SideDefinition byCohort(SideParameters parameters, CalendarPeriod period, AnalysisContext context) {
        List<LocalDate> a = starts("a", parameters.a, period, context);
        List<LocalDate> b = starts("b", parameters.b, period, context);
        if (a.stream().anyMatch(b::contains)) {
            throw ProblemException.invalid("b", label(parameters.b), "cohorts that are not in a");
        }
        return SideDefinition.of(
                period,
                "cohort",
                ComparedSide.ofCohorts(label(parameters.a), a),
                ComparedSide.ofCohorts(label(parameters.b), b));
    }

    private static List<LocalDate> starts(
            String field, List<String> texts, CalendarPeriod period, AnalysisContext context) {
        return required(field, texts).stream()
                .map(text -> start(field, text, period, context))
                .toList();
    }

    private static LocalDate start(String field, String text, CalendarPeriod period, AnalysisContext context) {
        try {
            LocalDate day = LocalDate.parse(text);
            int number = context.calendar().periodOf(period, (int) day.toEpochDay());
            LocalDate start = context.calendar().startDateOf(period, number);
            if (start.equals(day)) {
                return day;
            }
            throw ProblemException.invalid(
                    field, text, "the first day of a cohort's " + period.wireName() + " period, such as " + start);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(field, text, "the first day of a cohort's period, such as 2024-02-01");
        }
    }

    private SideDefinition bySaved(SideParameters parameters, CalendarPeriod period) {
        SavedCohort a = saved("a", parameters.a);
        ComparedSide second = parameters.b.isEmpty()
                ? new ComparedSide(EVERYBODY_ELSE, new UserCriterion.Not(a.criterion()))
                : side(saved("b", parameters.b));
        return SideDefinition.of(period, "saved", side(a), second);
    }

    private SavedCohort saved(String field, List<String> given) {
        if (given.size() != 1) {
            throw ProblemException.invalid(field, label(given), "the id or name of one saved cohort");
        }
        return cohorts.find(field, given.getFirst());
    }

    private static ComparedSide side(SavedCohort cohort) {
        return new ComparedSide(cohort.reference().name(), cohort.criterion(), cohort.reference(), null);
    }

    private static SideDefinition byBehaviour(
            SideParameters parameters, CalendarPeriod period, AnalysisContext context) {
        List<String> events = parameters.event.isEmpty()
                ? context.plan().collaboration().stream().sorted().toList()
                : parameters.event;
        EventCondition behaviour = new EventCondition(events, List.of());
        vocabulary(context).require("event", behaviour);
        String within = Objects.requireNonNullElse(parameters.within, "7d");
        Duration days = DurationText.parse("within", within, DAY, LONGEST);
        if (!days.equals(Duration.ofDays(days.toDays()))) {
            throw ProblemException.invalid("within", within, "whole days such as 7d");
        }
        return SideDefinition.ofBehaviour(period, behaviour, (int) days.toDays());
    }

    private static List<String> required(String field, List<String> values) {
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw ProblemException.invalid(field, values.size() + " values", "1 to " + MOST_VALUES + " values");
        }
        return values;
    }

    private static String label(List<String> values) {
        return String.join(", ", values);
    }
}
