package dev.lodestar.report.figure.domain;

import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Funnel;
import dev.lodestar.report.answer.domain.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Figures of the seven-stage funnel: everybody, and the segments side by side. */
final class FunnelFigures {
    private static final int SHOWN_SEGMENTS = 6;

    private record Point(String segment, double rate) {}

    private FunnelFigures() {}

    static Figure funnel(Evidence evidence) {
        String name = "funnel";
        String subject = "Growth funnel";
        Funnel answer = evidence.funnel();
        if (answer == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("funnel"));
        }
        List<Funnel.Stage> stages = answer.total().stages().stream()
                .filter(stage -> stage.usersAtStage() != null)
                .toList();
        if (stages.isEmpty()) {
            return Figure.unavailable(name, subject, Reason.words(answer.total().reason()));
        }
        int worst = biggestDropOff(stages);
        Chart.BarSeries series = new Chart.BarSeries(
                "Users",
                ActivityFigures.values(stages, Funnel.Stage::usersAtStage),
                List.of(),
                List.of(),
                stages.stream().map(FunnelFigures::label).toList(),
                Tone.BLUE);
        return new Figure(
                name,
                subject,
                funnelTitle(stages, worst),
                "Users at each stage, and the share of the stage before; a user counts only when all the stages before are fulfilled",
                new Chart.Bars(
                        stages.stream()
                                .map(stage -> Wording.title(stage.stage()))
                                .toList(),
                        List.of(series),
                        true,
                        false,
                        worst < 0 ? Set.of() : Set.of(worst),
                        "Users",
                        Unit.COUNT));
    }

    /** Position of the stage after signup that loses the largest share of the stage before; −1 when none loses anybody. */
    private static int biggestDropOff(List<Funnel.Stage> stages) {
        int worst = -1;
        double worstRate = 0;
        for (int i = 0; i < stages.size(); i++) {
            Double rate = stages.get(i).dropOffRate();
            if (rate != null && stages.get(i).stageNumber() > 2 && rate > worstRate) {
                worst = i;
                worstRate = rate;
            }
        }
        return worst;
    }

    private static String funnelTitle(List<Funnel.Stage> stages, int worst) {
        if (worst < 1) {
            boolean kept = stages.stream().anyMatch(stage -> stage.stageNumber() > 2 && stage.dropOffRate() != null);
            return kept ? "After signup no stage has lost anybody" : "The funnel has no stage with users to lose";
        }
        Funnel.Stage stage = stages.get(worst);
        Funnel.Stage before = stages.get(worst - 1);
        return "%s of those who reach %s do not get to %s: the largest share lost after signup"
                .formatted(
                        Unit.percent(Objects.requireNonNull(stage.dropOffRate())),
                        Wording.words(before.stage()),
                        Wording.words(stage.stage()));
    }

    private static String label(Funnel.Stage stage) {
        String users = Wording.number(Objects.requireNonNull(stage.usersAtStage()));
        return stage.conversionFromPrevious() == null
                ? users
                : users + " · " + Unit.percent(stage.conversionFromPrevious());
    }

    static Figure segmentComparison(Evidence evidence) {
        String name = "segment_comparison";
        String subject = "Segments in the funnel";
        Funnel answer = evidence.funnel();
        if (answer == null) {
            return Figure.unavailable(name, subject, evidence.missingReason("funnel"));
        }
        List<Funnel.Group> groups = shownGroups(answer.segment());
        if (groups.isEmpty()) {
            return Figure.unavailable(name, subject, "no user carries a segment");
        }
        List<String> stages = groups.getFirst().stages().stream()
                .filter(stage -> stage.stageNumber() > 2)
                .map(Funnel.Stage::stage)
                .toList();
        List<Chart.BarSeries> series = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Funnel.Stage> shown = groups.get(i).stages().stream()
                    .filter(stage -> stage.stageNumber() > 2)
                    .toList();
            series.add(new Chart.BarSeries(
                    Wording.value(groups.get(i).value()),
                    ActivityFigures.values(shown, Funnel.Stage::overallConversion),
                    List.of(),
                    List.of(),
                    List.of(),
                    Tone.ordinal(i)));
        }
        return new Figure(
                name,
                subject,
                comparisonTitle(groups),
                "Share of each segment's signups that reach each stage",
                new Chart.Bars(
                        stages.stream().map(Wording::title).toList(),
                        series,
                        false,
                        false,
                        Set.of(),
                        "Share of signups",
                        Unit.RATE));
    }

    /** The segments with the most signups, at most as many as there are colours to tell apart. */
    private static List<Funnel.Group> shownGroups(Funnel.@Nullable View view) {
        if (view == null || view.breakdown() == null) {
            return List.of();
        }
        return view.breakdown().groups().stream()
                .filter(group -> signups(group) > 0
                        && group.value() != null
                        && !group.value().isEmpty())
                .sorted(Comparator.comparingLong(FunnelFigures::signups).reversed())
                .limit(SHOWN_SEGMENTS)
                .toList();
    }

    private static long signups(Funnel.Group group) {
        return group.stages().stream()
                .filter(stage -> stage.stageNumber() == 2 && stage.usersAtStage() != null)
                .mapToLong(stage -> Objects.requireNonNull(stage.usersAtStage()))
                .findFirst()
                .orElse(0);
    }

    private static String comparisonTitle(List<Funnel.Group> groups) {
        List<Point> paying = groups.stream()
                .flatMap(group -> group.stages().stream()
                        .filter(stage -> "monetization".equals(stage.stage()) && stage.overallConversion() != null)
                        .map(stage -> new Point(
                                Wording.value(group.value()), Objects.requireNonNull(stage.overallConversion()))))
                .sorted(Comparator.comparingDouble(Point::rate).reversed())
                .toList();
        if (paying.size() < 2) {
            return "Conversion by stage and segment";
        }
        Point best = paying.getFirst();
        Point least = paying.getLast();
        return best.rate() == least.rate()
                ? "All segments reach monetization at the same rate, " + Unit.percent(best.rate())
                : "%s leads: %s of its signups reach monetization, against %s of %s"
                        .formatted(
                                Wording.title(best.segment()),
                                Unit.percent(best.rate()),
                                Unit.percent(least.rate()),
                                least.segment());
    }
}
