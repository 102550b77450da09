package dev.lodestar.report.dashboard;

import dev.lodestar.report.answer.domain.Activation;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.NorthStar;
import dev.lodestar.report.answer.domain.Reason;
import dev.lodestar.report.answer.domain.Summary;
import dev.lodestar.report.figure.domain.Unit;
import dev.lodestar.report.figure.domain.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One headline figure.
 *
 * @param value the figure, or a dash
 * @param note what it is, its interval, or why there is none
 */
record Tile(String label, String value, String note) {
    private static final String NONE = "–";

    static List<Tile> of(Evidence evidence) {
        Summary summary = evidence.summary();
        if (summary == null) {
            return List.of(new Tile("Headline figures", NONE, evidence.missingReason("summary")));
        }
        List<Tile> tiles = new ArrayList<>();
        tiles.add(northStar(summary, evidence.northStar()));
        tiles.add(count(
                summary,
                "Monthly active users",
                "monthly_active_users",
                summary.monthlyActiveUsers(),
                "thirty days to the end of the range"));
        tiles.add(count(
                summary,
                "Weekly active users",
                "weekly_active_users",
                summary.weeklyActiveUsers(),
                "seven days to the end of the range"));
        tiles.add(
                rate(summary, "Stickiness", "dau_mau_ratio", summary.dauMauRatio(), "daily over monthly active users"));
        tiles.add(rate(
                summary,
                "Activation",
                "activation_rate",
                summary.activationRate(),
                activationNote(evidence.activation())));
        tiles.add(rate(
                summary, "Collaboration", "collaboration_rate", summary.collaborationRate(), "of activated users"));
        tiles.add(rate(
                summary,
                "Paid conversion",
                "paid_conversion_rate",
                summary.paidConversionRate(),
                evidence.run().segment() == null ? "of all users" : "of the users of the segment"));
        tiles.add(count(summary, "Users", "total_users", summary.totalUsers(), events(summary)));
        return List.copyOf(tiles);
    }

    private static Tile northStar(Summary summary, @Nullable NorthStar star) {
        String note = star == null || star.attainment() == null || star.target() == null
                ? "weekly active collaborative workspaces"
                : "%s of the target of %s".formatted(Unit.percent(star.attainment()), Wording.number(star.target()));
        return count(summary, "North Star", "north_star", summary.northStar(), note);
    }

    private static String activationNote(@Nullable Activation activation) {
        return activation == null
                ? "within 14 days"
                : activation.rates().stream()
                        .filter(rate -> rate.withinDays() == 14 && rate.ciLow() != null && rate.ciHigh() != null)
                        .findFirst()
                        .map(rate -> "within 14 days; 95%% interval %s to %s"
                                .formatted(
                                        Unit.percent(Objects.requireNonNull(rate.ciLow())),
                                        Unit.percent(Objects.requireNonNull(rate.ciHigh()))))
                        .orElse("within 14 days");
    }

    private static String events(Summary summary) {
        return summary.totalEvents() == null ? "" : Wording.count(summary.totalEvents(), "event");
    }

    private static Tile count(Summary summary, String label, String field, @Nullable Long value, String note) {
        return value == null ? missing(summary, label, field) : new Tile(label, Wording.number(value), note);
    }

    private static Tile rate(Summary summary, String label, String field, @Nullable Double value, String note) {
        return value == null ? missing(summary, label, field) : new Tile(label, Unit.percent(value), note);
    }

    private static Tile missing(Summary summary, String label, String field) {
        return new Tile(
                label, NONE, "not measured: " + Reason.words(summary.reasons().get(field)));
    }
}
