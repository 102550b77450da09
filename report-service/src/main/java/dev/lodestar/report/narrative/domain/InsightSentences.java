package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.Comparison;
import dev.lodestar.report.answer.domain.DayN;
import dev.lodestar.report.answer.domain.Engagement;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Features;
import dev.lodestar.report.answer.domain.PowerUsers;
import dev.lodestar.report.answer.domain.Retention;
import dev.lodestar.report.figure.domain.Unit;
import dev.lodestar.report.figure.domain.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key insights: where users are lost, who stays, what they use, what changed. */
final class InsightSentences {
    private InsightSentences() {}

    static List<String> of(Evidence evidence) {
        List<String> sentences = new ArrayList<>();
        sentences.addAll(LossSentences.of(evidence.funnel()));
        retention(evidence.retention()).ifPresent(sentences::add);
        dayN(evidence.dayN()).ifPresent(sentences::add);
        sentences.addAll(comparison(evidence.comparison()));
        trend(evidence.engagement()).ifPresent(sentences::add);
        features(evidence.features()).ifPresent(sentences::add);
        powerUsers(evidence.powerUsers()).ifPresent(sentences::add);
        sentences.addAll(RevenueSentences.of(evidence));
        return List.copyOf(sentences);
    }

    private static Optional<String> retention(@Nullable Retention retention) {
        if (retention == null) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (int months : new int[] {1, 3, 6, 12}) {
            retention.pooled().stream()
                    .filter(pooled -> pooled.period() == months && pooled.retentionRate() != null)
                    .findFirst()
                    .ifPresent(
                            pooled -> parts.add(Unit.percent(Objects.requireNonNull(pooled.retentionRate())) + " after "
                                    + Wording.count(months, period(retention))
                                    + Phrases.interval(pooled.ciLow(), pooled.ciHigh())));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("Of a signup cohort, active again are " + joined(parts)
                        + ", pooled over the cohorts old enough.");
    }

    private static String period(Retention retention) {
        return switch (Objects.requireNonNullElse(retention.period(), "monthly")) {
            case "daily" -> "day";
            case "weekly" -> "week";
            case "quarterly" -> "quarter";
            default -> "month";
        };
    }

    private static Optional<String> dayN(@Nullable DayN answer) {
        if (answer == null) {
            return Optional.empty();
        }
        List<String> parts = answer.days().stream()
                .filter(day -> day.retentionRate() != null && (day.day() == 1 || day.day() == 7 || day.day() == 30))
                .map(day -> Unit.percent(Objects.requireNonNull(day.retentionRate())) + " on day " + day.day()
                        + Phrases.interval(day.ciLow(), day.ciHigh()))
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Counted by the day, users come back at these rates: " + joined(parts) + " after signup.");
    }

    /** The clearest change of each direction, as retention may rise at one age and fall at another; without any, the period that comes closest. */
    private static List<String> comparison(@Nullable Comparison comparison) {
        List<Comparison.Period> periods = comparison == null
                ? List.of()
                : comparison.periods().stream()
                        .filter(period ->
                                period.difference() != null && period.earlyRate() != null && period.lateRate() != null)
                        .sorted(Comparator.comparing(period -> Objects.requireNonNullElse(period.pAdjusted(), 1.0)))
                        .toList();
        List<Comparison.Period> told = new ArrayList<>();
        periods.stream()
                .filter(period -> isClear(period) && change(period) > 0)
                .findFirst()
                .ifPresent(told::add);
        periods.stream()
                .filter(period -> isClear(period) && change(period) < 0)
                .findFirst()
                .ifPresent(told::add);
        return (told.isEmpty() ? periods.stream().limit(1) : told.stream())
                .map(InsightSentences::difference)
                .toList();
    }

    private static boolean isClear(Comparison.Period period) {
        return period.pAdjusted() != null && period.pAdjusted() < 0.05;
    }

    private static double change(Comparison.Period period) {
        return Objects.requireNonNull(period.difference());
    }

    private static String difference(Comparison.Period period) {
        double early = Objects.requireNonNull(period.earlyRate());
        double late = Objects.requireNonNull(period.lateRate());
        double difference = change(period);
        String rates = "%s of the early cohorts and %s of the late ones are active after %s"
                .formatted(Unit.percent(early), Unit.percent(late), Wording.count(period.period(), "month"));
        String interval = Phrases.pointsInterval(period.ciLow(), period.ciHigh());
        String p = period.pAdjusted() == null
                ? ""
                : ", " + Phrases.pValue(period.pAdjusted()) + " after Holm's correction";
        return isClear(period)
                ? "Retention has %s: %s, a difference of %s%s%s."
                        .formatted(
                                difference > 0 ? "improved" : "fallen", rates, Phrases.points(difference), interval, p)
                : "No change in retention between early and late cohorts can be told from chance: %s, a difference of %s%s%s."
                        .formatted(rates, Phrases.points(difference), interval, p);
    }

    private static Optional<String> trend(@Nullable Engagement engagement) {
        if (engagement == null) {
            return Optional.empty();
        }
        List<Engagement.Period> complete = engagement.monthly().series().stream()
                .filter(month -> !month.partial() && month.activeUsers() != null)
                .toList();
        return complete.isEmpty()
                ? Optional.empty()
                : Optional.of("In %s, the last complete month, %s active%s."
                        .formatted(
                                Wording.month(complete.getLast().periodStart()),
                                Wording.count(active(complete.getLast()), "user was", "users were"),
                                complete.size() < 2
                                        ? ""
                                        : against(complete.get(complete.size() - 2), complete.getLast())));
    }

    private static String against(Engagement.Period before, Engagement.Period last) {
        if (active(before) == 0) {
            return active(last) == 0 ? ", as in the month before" : ", after nobody in the month before";
        }
        if (last.growthRate() == null) {
            return "";
        }
        String gone = last.quickRatio() == null
                ? ""
                : "; for each user who went quiet, " + Phrases.decimal(last.quickRatio()) + " were new or came back";
        return ", " + change(last.growthRate()) + " the month before" + gone;
    }

    private static long active(Engagement.Period month) {
        return Objects.requireNonNull(month.activeUsers());
    }

    private static String change(double growth) {
        String size = Unit.percent(Math.abs(growth));
        if (size.equals("0%") || size.equals("0.00%")) {
            return "as many as";
        }
        return size + (growth > 0 ? " more than" : " fewer than");
    }

    private static Optional<String> features(@Nullable Features answer) {
        if (answer == null) {
            return Optional.empty();
        }
        List<Features.Feature> features = answer.features().stream()
                .filter(feature -> feature.adoptionRate() != null)
                .sorted(Comparator.comparing(Features.Feature::adoptionRate))
                .toList();
        return features.isEmpty() ? Optional.empty() : Optional.of(adoption(features));
    }

    /** Of a share among users with a profile and an active event in the range, the least first. */
    private static String adoption(List<Features.Feature> features) {
        Features.Feature least = features.getFirst();
        Features.Feature most = features.getLast();
        String base = "of the active users with a profile";
        if (rate(most) == 0) {
            return "None " + base + " has used any of the features.";
        }
        if (features.size() == 1) {
            return "%s is used by %s %s%s."
                    .formatted(Wording.title(most.feature()), Unit.percent(rate(most)), base, users(most));
        }
        return rate(least) == rate(most)
                ? "All features are used equally widely, by %s %s.".formatted(Unit.percent(rate(most)), base)
                : "%s is the most widely used feature, by %s %s; %s is the least, by %s%s."
                        .formatted(
                                Wording.title(most.feature()),
                                Unit.percent(rate(most)),
                                base,
                                Wording.words(least.feature()),
                                Unit.percent(rate(least)),
                                users(least));
    }

    private static double rate(Features.Feature feature) {
        return Objects.requireNonNull(feature.adoptionRate());
    }

    private static String users(Features.Feature feature) {
        return feature.usersAdopted() == null || feature.eligibleUsers() == null
                ? ""
                : " (%s of %s)"
                        .formatted(Wording.number(feature.usersAdopted()), Wording.number(feature.eligibleUsers()));
    }

    private static Optional<String> powerUsers(@Nullable PowerUsers answer) {
        if (answer == null
                || answer.threshold() == null
                || answer.powerUsers() == null
                || answer.eventShare() == null) {
            return Optional.empty();
        }
        if (answer.powerUsers() == 0) {
            return Optional.of("No user was active on at least %s of the last 28, which it takes to be a power user."
                    .formatted(Wording.count(answer.threshold(), "day")));
        }
        String of = answer.activeUsers() == null || answer.activeUsers() == 0
                ? ""
                : ", " + Unit.percent((double) answer.powerUsers() / answer.activeUsers()) + " of those active,";
        return Optional.of("%s%s made %s of all events in the last 28 days; each of them was active on at least %s."
                .formatted(
                        Wording.count(answer.powerUsers(), "power user"),
                        of,
                        Unit.percent(answer.eventShare()),
                        Wording.count(answer.threshold(), "day")));
    }

    static String joined(List<String> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }
}
