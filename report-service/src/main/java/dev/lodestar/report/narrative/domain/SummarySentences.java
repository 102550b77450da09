package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.Activation;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.NorthStar;
import dev.lodestar.report.answer.domain.Reason;
import dev.lodestar.report.answer.domain.RunFacts;
import dev.lodestar.report.answer.domain.Summary;
import dev.lodestar.report.figure.domain.Unit;
import dev.lodestar.report.figure.domain.Wording;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The executive summary: what was looked at, and the headline figures. */
final class SummarySentences {
    private SummarySentences() {}

    static String heading(Evidence evidence) {
        RunFacts run = evidence.run();
        String segment = run.segment() == null ? "" : ", segment " + run.segment();
        return "Range: " + range(run) + " (" + run.timeZone() + ")" + segment + ". Run " + run.runId() + ".";
    }

    private static String range(RunFacts run) {
        if (run.from() == null || run.to() == null) {
            return "all of the data";
        }
        return Wording.day(run.from()) + " to " + Wording.day(lastDay(run.to()));
    }

    /** The range ends before {@code to}; people name its last day. */
    private static String lastDay(String to) {
        try {
            return LocalDate.parse(to).minusDays(1).toString();
        } catch (DateTimeException e) {
            return to;
        }
    }

    static List<String> of(Evidence evidence) {
        List<String> sentences = new ArrayList<>();
        Summary summary = evidence.summary();
        if (summary == null) {
            sentences.add("The headline figures are missing because " + evidence.missingReason("summary") + ".");
        } else {
            size(sentences, evidence.run(), summary);
        }
        northStar(sentences, evidence);
        if (summary != null) {
            activity(sentences, summary);
        }
        activation(sentences, evidence);
        if (summary != null) {
            paying(sentences, evidence.run(), summary);
        }
        if (!evidence.missing().isEmpty()) {
            sentences.add("This report is partial: "
                    + Wording.count(evidence.missing().size(), "step", "steps")
                    + " of the analysis gave no answer; what is missing is listed at the end.");
        }
        return List.copyOf(sentences);
    }

    private static void size(List<String> sentences, RunFacts run, Summary summary) {
        if (summary.totalUsers() == null || summary.totalEvents() == null) {
            return;
        }
        String whose = run.segment() == null ? "" : " of segment " + run.segment();
        String each = summary.avgEventsPerUser() == null
                ? ""
                : ", " + Phrases.decimal(summary.avgEventsPerUser()) + " per user on average";
        String verb = summary.totalUsers() == 1 ? " is" : " are";
        sentences.add(Wording.count(summary.totalUsers(), "user") + whose + verb + " known; "
                + Wording.count(summary.totalEvents(), "event was", "events were") + " recorded in the range" + each
                + ".");
    }

    private static void northStar(List<String> sentences, Evidence evidence) {
        NorthStar star = evidence.northStar();
        if (star == null || star.current() == null) {
            return;
        }
        String unit = "user".equals(star.unit()) ? "user" : "workspace";
        StringBuilder sentence = new StringBuilder("North Star: ")
                .append(Wording.count(star.current(), unit))
                .append(" collaborated in the last complete week");
        if (star.fourWeekMean() != null) {
            sentence.append(", against a mean of ")
                    .append(Phrases.decimal(star.fourWeekMean()))
                    .append(" over the last four complete weeks");
        }
        sentence.append('.');
        if (star.target() != null && star.attainment() != null) {
            sentence.append(" That is ")
                    .append(Unit.percent(star.attainment()))
                    .append(" of the target of ")
                    .append(Wording.number(star.target()));
            sentence.append(forecast(star)).append('.');
        }
        sentences.add(sentence.toString());
    }

    private static String forecast(NorthStar star) {
        if (star.attainment() != null && star.attainment() >= 1) {
            return "";
        }
        if (star.completeWeeks() < 2) {
            return "; a single complete week tells no trend";
        }
        return star.forecastDate() == null
                ? "; the linear trend of the weekly values does not reach it"
                : "; the linear trend of the weekly values reaches it on " + Wording.day(star.forecastDate());
    }

    private static void activity(List<String> sentences, Summary summary) {
        if (summary.dailyActiveUsers() == null) {
            return;
        }
        StringBuilder sentence = new StringBuilder("On the last day of the range ")
                .append(Wording.count(summary.dailyActiveUsers(), "user was", "users were"))
                .append(" active");
        if (summary.weeklyActiveUsers() != null && summary.monthlyActiveUsers() != null) {
            sentence.append("; ")
                    .append(Wording.number(summary.weeklyActiveUsers()))
                    .append(" in the seven days and ")
                    .append(Wording.number(summary.monthlyActiveUsers()))
                    .append(" in the thirty days up to it");
        }
        if (summary.dauMauRatio() != null) {
            sentence.append(", a ratio of daily to monthly users of ").append(Unit.percent(summary.dauMauRatio()));
        }
        sentences.add(sentence.append('.').toString());
    }

    private static void activation(List<String> sentences, Evidence evidence) {
        Activation.@Nullable Rate rate = rateWithin(evidence.activation(), 14);
        if (rate == null || rate.rate() == null || rate.eligibleUsers() == null) {
            return;
        }
        sentences.add("Of the "
                + Wording.count(rate.eligibleUsers(), "user", "users")
                + " who signed up early enough to tell, "
                + Unit.percent(rate.rate())
                + " activated within 14 days"
                + Phrases.interval(rate.ciLow(), rate.ciHigh())
                + ".");
    }

    static Activation.@Nullable Rate rateWithin(@Nullable Activation activation, int days) {
        return activation == null
                ? null
                : activation.rates().stream()
                        .filter(rate -> rate.withinDays() == days)
                        .findFirst()
                        .orElse(null);
    }

    private static void paying(List<String> sentences, RunFacts run, Summary summary) {
        if (summary.paidConversionRate() == null || summary.totalUsers() == null) {
            return;
        }
        long payers =
                Math.round(summary.paidConversionRate() * summary.totalUsers().doubleValue());
        sentences.add("%s of %s pay or have a paid plan: %s of %s, counted and not estimated."
                .formatted(
                        Unit.percent(summary.paidConversionRate()),
                        run.segment() == null ? "all users" : "the users of segment " + run.segment(),
                        Wording.number(payers),
                        Wording.number(summary.totalUsers())));
    }

    /** Headline figures that are null, each with its reason. */
    static void gaps(List<String> sentences, Summary summary) {
        for (Map.Entry<String, String> gap : summary.reasons().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            sentences.add(Wording.title(gap.getKey()) + " could not be measured because " + Reason.words(gap.getValue())
                    + ".");
        }
    }
}
