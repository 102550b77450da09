package dev.lodestar.host.answer;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.cohort.ComparedSide;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.query.VocabularyQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;

/** Reads which sets of users are compared; a problem names the parameter that is wrong. */
@ApplicationScoped
public class Sides {
    private static final int MOST_VALUES = 100;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(91);
    private static final String EVERYBODY_ELSE = "everybody else";

    private final CohortLookup cohorts;

    Sides(CohortLookup cohorts) {
        this.cohorts = cohorts;
    }

    /** The sets of a question, over cohorts of a period. */
    public SideDefinition of(SideQuestion question, CalendarPeriod period, AnalysisContext context) {
        return switch (question.by()) {
            case "cohort" -> byCohort(question, period, context);
            case "saved" -> bySaved(question, period);
            case "behaviour" -> byBehaviour(question, period, context);
            default -> byAttribute(question.by(), question, period, context);
        };
    }

    private static Vocabulary vocabulary(AnalysisContext context) {
        return Vocabulary.of(
                context.plan(), context.shards().gather(new VocabularyQuery()).tally());
    }

    private static SideDefinition byAttribute(
            String attribute, SideQuestion question, CalendarPeriod period, AnalysisContext context) {
        vocabulary(context).requireAttribute("by", attribute);
        List<String> a = required("a", question.a());
        UserCriterion first = new UserCriterion.HasAttribute(attribute, a);
        ComparedSide second = question.b().isEmpty()
                ? new ComparedSide(EVERYBODY_ELSE, new UserCriterion.Not(first))
                : new ComparedSide(
                        label(question.b()), new UserCriterion.HasAttribute(attribute, required("b", question.b())));
        return SideDefinition.of(period, attribute, new ComparedSide(label(a), first), second);
    }

    private static SideDefinition byCohort(SideQuestion question, CalendarPeriod period, AnalysisContext context) {
        List<LocalDate> a = starts("a", question.a(), period, context);
        List<LocalDate> b = starts("b", question.b(), period, context);
        if (a.stream().anyMatch(b::contains)) {
            throw ProblemException.invalid("b", label(question.b()), "cohorts that are not in a");
        }
        return SideDefinition.of(
                period,
                "cohort",
                ComparedSide.ofCohorts(label(question.a()), a),
                ComparedSide.ofCohorts(label(question.b()), b));
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

    private SideDefinition bySaved(SideQuestion question, CalendarPeriod period) {
        SavedCohort a = saved("a", question.a());
        ComparedSide second = question.b().isEmpty()
                ? new ComparedSide(EVERYBODY_ELSE, new UserCriterion.Not(a.criterion()))
                : side(saved("b", question.b()));
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

    private static SideDefinition byBehaviour(SideQuestion question, CalendarPeriod period, AnalysisContext context) {
        List<String> events = question.event().isEmpty()
                ? context.plan().collaboration().stream().sorted().toList()
                : question.event();
        EventCondition behaviour = new EventCondition(events, List.of());
        vocabulary(context).require("event", behaviour);
        String within = Objects.requireNonNullElse(question.within(), "7d");
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
