package dev.lodestar.engine.funnel;

import dev.lodestar.engine.analysis.Proportion;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.query.FunnelQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the rows of one funnel from its counts. */
final class StageRows {
    private static final List<GrowthStage> AFTER_AWARENESS =
            List.of(GrowthStage.values()).subList(1, GrowthStage.values().length);

    private final @Nullable String inactivity;

    /**
     * @param inactivity why the stages after signup cannot be measured, or null where they can
     */
    StageRows(@Nullable String inactivity) {
        this.inactivity = inactivity;
    }

    /** All seven stages. */
    List<FunnelStageRow> of(Visitors.Count visitors, long[] counts) {
        List<FunnelStageRow> rows = new ArrayList<>(GrowthStage.values().length);
        rows.add(new FunnelStageRow(
                GrowthStage.AWARENESS.wireName(),
                GrowthStage.AWARENESS.number(),
                visitors.count(),
                null,
                null,
                null,
                null,
                null,
                0L,
                visitors.reason()));
        for (int i = 0; i < FunnelQuery.STAGES; i++) {
            rows.add(row(AFTER_AWARENESS.get(i), i, visitors, counts));
        }
        return rows;
    }

    private FunnelStageRow row(GrowthStage stage, int i, Visitors.Count visitors, long[] counts) {
        if (i > 0 && inactivity != null) {
            return new FunnelStageRow(
                    stage.wireName(), stage.number(), null, null, null, null, null, null, null, inactivity);
        }
        Long base = i == 0 ? visitors.count() : Long.valueOf(counts[i - 1]);
        Proportion conversion = base == null || counts[i] > base ? Proportion.UNKNOWN : Proportion.of(counts[i], base);
        Double rate = conversion.rate();
        return new FunnelStageRow(
                stage.wireName(),
                stage.number(),
                counts[i],
                rate,
                Ratio.of(counts[i], counts[0]),
                rate == null ? null : 1 - rate,
                conversion.ciLow(),
                conversion.ciHigh(),
                counts[FunnelQuery.STAGES + i],
                reason(base, counts[i], visitors));
    }

    private static @Nullable String reason(@Nullable Long base, long users, Visitors.Count visitors) {
        if (base == null) {
            return visitors.reason();
        }
        if (users > base) {
            return Reason.FEWER_VISITORS_THAN_SIGNUPS;
        }
        return base == 0 ? Reason.EMPTY_BASE : null;
    }
}
