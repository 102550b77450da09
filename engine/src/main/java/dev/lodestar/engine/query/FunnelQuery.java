package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
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
        private static final int CELLS = STAGES + 1;

        /** Users are counted in several tables by turns, as waiting for the same cell to be written would take longer than all else. */
        private static final int TABLES = 4;

        private final GrowthStages stages;
        private final int attribute;
        private final List<String> values;

        /** By value, stages reached and whether the next may still be reached: users with a profile. */
        private final int[] users;

        Scan(FunnelQuery query, TimelineView view) {
            this.stages = new GrowthStages(view, query.range, query.thresholds);
            this.attribute = view.attributes().indexOf(query.breakdown);
            this.values = attribute < 0 ? List.of("") : view.attributes().valuesOf(attribute);
            this.users = new int[2 * CELLS * values.size() * TABLES];
        }

        @Override
        public void visit(UserBlock block, int[] selected, int count) {
            stages.look(block, selected, count);
            for (int i = 0; i < count; i++) {
                int user = selected[i];
                if (block.hasProfile(user)) {
                    int code = attribute < 0 ? 0 : block.attribute(attribute, user);
                    int reached = stages.reached(i);
                    int cell = 2 * (CELLS * code + reached) + (stages.isInProgress(block, user, reached) ? 1 : 0);
                    users[cell * TABLES + (i & TABLES - 1)]++;
                }
            }
        }

        Map<String, long[]> rows() {
            Map<String, long[]> rows = new TreeMap<>();
            for (int code = 0; code < values.size(); code++) {
                if (Arrays.stream(users, cell(code, 0), cell(code + 1, 0)).anyMatch(count -> count > 0)) {
                    rows.merge(code == 0 ? Filters.NONE : values.get(code), row(code), Scan::sum);
                }
            }
            return rows;
        }

        /** Two codes are one group where a value is called as its absence is. */
        private static long[] sum(long[] some, long[] others) {
            Arrays.setAll(some, column -> some[column] + others[column]);
            return some;
        }

        private static int cell(int code, int reached) {
            return 2 * (CELLS * code + reached) * TABLES;
        }

        private long[] row(int code) {
            long[] row = new long[2 * STAGES];
            long atLeast = 0;
            for (int stage = STAGES - 1; stage >= 0; stage--) {
                int reached = cell(code, stage + 1);
                int notYet = cell(code, stage) + TABLES;
                atLeast += Arrays.stream(users, reached, reached + 2 * TABLES).sum();
                row[stage] = atLeast;
                row[STAGES + stage] =
                        Arrays.stream(users, notYet, notYet + TABLES).sum();
            }
            return row;
        }
    }
}
