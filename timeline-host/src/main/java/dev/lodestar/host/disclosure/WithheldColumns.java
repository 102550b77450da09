package dev.lodestar.host.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.kit.wire.CsvTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table without what is withheld of the answer that it shows: empty cells, and a last column that says of which rows something is withheld. */
final class WithheldColumns {
    /** Columns that are not named like the fields they show. */
    private static final Map<String, String> FIELDS = Map.of(
            "new_users", "new",
            "returning_users", "returning",
            "resurrecting_users", "resurrecting",
            "dormant_users", "dormant",
            "cohort_size", "size");

    private WithheldColumns() {}

    /**
     * The table as it may be seen.
     *
     * @param lines for each row the objects that its cells come from
     */
    static CsvTable of(CsvTable table, List<ObjectNode[]> lines) {
        if (lines.size() != table.size()) {
            throw new IllegalStateException(lines.size() + " lines are declared of " + table.size());
        }
        List<String> columns = new ArrayList<>(table.columns());
        columns.add(Figures.SUPPRESSED);
        CsvTable seen = CsvTable.of(columns);
        for (int row = 0; row < lines.size(); row++) {
            seen.row(cells(table.columns(), table.rows().get(row), withheld(lines.get(row))));
        }
        return seen;
    }

    private static Set<String> withheld(ObjectNode[] objects) {
        Set<String> names = new HashSet<>();
        for (ObjectNode object : objects) {
            for (JsonNode name : object.path(Figures.SUPPRESSED)) {
                names.add(name.asText());
            }
        }
        return names;
    }

    private static @Nullable Object[] cells(List<String> columns, List<@Nullable Object> row, Set<String> withheld) {
        @Nullable Object[] cells = new @Nullable Object[columns.size() + 1];
        boolean any = false;
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            boolean gone = withheld.contains(column) || withheld.contains(FIELDS.getOrDefault(column, column));
            cells[i] = gone ? null : row.get(i);
            any |= gone;
        }
        cells[columns.size()] = any;
        return cells;
    }
}
