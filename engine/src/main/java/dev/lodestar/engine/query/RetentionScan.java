package dev.lodestar.engine.query;

import java.util.Map;
import java.util.TreeMap;

/** What all ways of counting a {@link RetentionQuery} share: its rows. */
abstract class RetentionScan implements BlockVisitor {
    /** By group and cohort; null where nobody is. */
    private final long[][][] rows;

    RetentionScan(RetentionQuery query, int cohorts) {
        this.rows = new long[query.groups().size() + 1][cohorts][];
    }

    /** How many groups there are. */
    final int groupCount() {
        return rows.length;
    }

    /** The columns of a cohort. */
    abstract int columns(int cohort);

    /** The row of a cohort in a group, with more users in its size. */
    final long[] rowOf(int group, int cohort, int users) {
        long[] row = rows[group][cohort];
        if (row == null) {
            row = new long[1 + columns(cohort)];
            rows[group][cohort] = row;
        }
        row[0] += users;
        return row;
    }

    /** What was counted, by the name of the row. */
    Map<String, long[]> rows() {
        Map<String, long[]> named = new TreeMap<>();
        for (int group = 0; group < rows.length; group++) {
            for (int cohort = 0; cohort < rows[group].length; cohort++) {
                if (rows[group][cohort] != null) {
                    named.put(RetentionQuery.row(group, cohort), rows[group][cohort]);
                }
            }
        }
        return named;
    }
}
