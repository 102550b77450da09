package dev.lodestar.report.table.domain;

import static dev.lodestar.report.table.domain.ActivityTables.stream;
import static dev.lodestar.report.table.domain.Table.Column.column;

import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.answer.domain.Funnel;
import dev.lodestar.report.table.domain.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables of the seven-stage funnel: as a whole, by segment, by channel, and where users are lost. */
final class FunnelTables {
    private record GroupStage(String attribute, @Nullable String value, Funnel.Stage stage) {}

    private record Loss(
            String stage,
            @Nullable String attribute,
            @Nullable String value,
            @Nullable Long usersLost,
            @Nullable Double dropOffRate,
            @Nullable Double ciLow,
            @Nullable Double ciHigh,
            @Nullable Boolean critical,
            @Nullable String bestValue,
            @Nullable Double bestRate,
            @Nullable Double usersLostAgainstBest) {
        static Loss of(Funnel.Loss loss) {
            return new Loss(
                    loss.stage(),
                    null,
                    null,
                    loss.usersLost(),
                    loss.dropOffRate(),
                    loss.ciLow(),
                    loss.ciHigh(),
                    loss.critical(),
                    null,
                    null,
                    null);
        }

        static Loss of(Funnel.Worst worst) {
            return new Loss(
                    worst.stage(),
                    worst.attribute(),
                    worst.value(),
                    worst.usersLost(),
                    worst.dropOffRate(),
                    worst.ciLow(),
                    worst.ciHigh(),
                    worst.critical(),
                    worst.bestValue(),
                    worst.bestRate(),
                    worst.usersLostAgainstBest());
        }
    }

    private static final List<Column<Funnel.Stage>> STAGE = List.of(
            column("stage", Funnel.Stage::stage),
            column("stage_number", Funnel.Stage::stageNumber),
            column("users_at_stage", Funnel.Stage::usersAtStage),
            column("conversion_from_previous", Funnel.Stage::conversionFromPrevious),
            column("overall_conversion", Funnel.Stage::overallConversion),
            column("drop_off_rate", Funnel.Stage::dropOffRate),
            column("ci_low", Funnel.Stage::ciLow),
            column("ci_high", Funnel.Stage::ciHigh),
            column("in_progress", Funnel.Stage::inProgress));

    private static final List<Column<GroupStage>> GROUP_STAGE = groupStage();

    private static final List<Column<Loss>> DROP_OFF = List.of(
            column("stage", Loss::stage),
            column("attribute", Loss::attribute),
            column("value", Loss::value),
            column("users_lost", Loss::usersLost),
            column("drop_off_rate", Loss::dropOffRate),
            column("ci_low", Loss::ciLow),
            column("ci_high", Loss::ciHigh),
            column("critical", Loss::critical),
            column("best_value", Loss::bestValue),
            column("best_rate", Loss::bestRate),
            column("users_lost_against_best", Loss::usersLostAgainstBest));

    private FunnelTables() {}

    static List<Table> of(Evidence evidence) {
        Funnel funnel = evidence.funnel();
        return List.of(
                Table.of(
                        "funnel_metrics.csv",
                        STAGE,
                        stream(funnel == null ? null : funnel.total().stages())),
                Table.of("segment_funnel.csv", GROUP_STAGE, groups(funnel == null ? null : funnel.segment())),
                Table.of("channel_funnel.csv", GROUP_STAGE, groups(funnel == null ? null : funnel.channel())),
                Table.of("drop_off.csv", DROP_OFF, losses(funnel)));
    }

    private static Stream<GroupStage> groups(Funnel.@Nullable View view) {
        if (view == null || view.breakdown() == null) {
            return Stream.empty();
        }
        String attribute = view.breakdown().attribute();
        return view.breakdown().groups().stream()
                .flatMap(
                        group -> group.stages().stream().map(stage -> new GroupStage(attribute, group.value(), stage)));
    }

    /** First the losses of everybody by stage, then the worst pairs by segment and by channel, as the answers rank them. */
    private static Stream<Loss> losses(@Nullable Funnel funnel) {
        if (funnel == null) {
            return Stream.empty();
        }
        List<Loss> rows = new ArrayList<>();
        Funnel.DropOff total = funnel.total().dropOff();
        if (total != null) {
            total.byStage().forEach(loss -> rows.add(Loss.of(loss)));
        }
        addWorst(rows, funnel.segment());
        addWorst(rows, funnel.channel());
        return rows.stream();
    }

    private static void addWorst(List<Loss> rows, Funnel.@Nullable View view) {
        if (view != null && view.dropOff() != null) {
            view.dropOff().worst().forEach(worst -> rows.add(Loss.of(worst)));
        }
    }

    private static List<Column<GroupStage>> groupStage() {
        List<Column<GroupStage>> columns = new ArrayList<>();
        columns.add(column("segment_type", GroupStage::attribute));
        columns.add(column("segment_value", GroupStage::value));
        STAGE.forEach(stage -> columns.add(stage.of(GroupStage::stage)));
        return List.copyOf(columns);
    }
}
