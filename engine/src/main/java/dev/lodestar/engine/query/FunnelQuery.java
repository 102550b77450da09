package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The growth funnel from signup to monetization, by the values of an attribute. There is a row for every value that some profile has,
 * with {@value #STAGES} counts of users at signup, activation, engagement, habit, collaboration and monetization, and then the users in
 * progress towards each of them; awareness is not known to timelines.
 *
 * @param range the range of signups; events count up to its end
 * @param thresholds what each stage takes
 * @param breakdown the attribute
 * @param filters the users who count
 */
public record FunnelQuery(DayRange range, FunnelThresholds thresholds, String breakdown, Filters filters)
        implements TimelineQuery {
    /** Stages counted here: all but awareness. */
    public static final int STAGES = 6;

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, view);
        UserSelection.of(view, filters).forEachBlock(scan);
        return Tally.ofSums(scan.rows());
    }

    private static final class Scan implements BlockVisitor {
        private final GrowthStages stages;
        private final int attribute;
        private final List<String> values;
        private final long[][] counts;

        Scan(FunnelQuery query, TimelineView view) {
            this.stages = new GrowthStages(view, query.range, query.thresholds);
            this.attribute = view.attributes().indexOf(query.breakdown);
            this.values = attribute < 0 ? List.of("") : view.attributes().valuesOf(attribute);
            this.counts = new long[values.size()][];
        }

        Map<String, long[]> rows() {
            Map<String, long[]> rows = new TreeMap<>();
            for (int code = 0; code < counts.length; code++) {
                if (counts[code] != null) {
                    rows.put(code == 0 ? Filters.NONE : values.get(code), counts[code]);
                }
            }
            return rows;
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            if (!block.hasProfile(user)) {
                return;
            }
            int code = attribute < 0 ? 0 : block.attribute(attribute, user);
            long[] row = counts[code];
            if (row == null) {
                row = new long[2 * STAGES];
                counts[code] = row;
            }
            int reached = stages.reached(block, user);
            for (int stage = 0; stage < reached; stage++) {
                row[stage]++;
            }
            if (stages.isInProgress(block, user, reached)) {
                row[STAGES + reached]++;
            }
        }
    }
}
