package dev.lodestar.kit.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV by RFC 4180 with a header line, comma, double quotes and LF. Null is an empty cell; numbers are unrounded and never in exponent
 * notation; a text that a spreadsheet would run as a formula (first character one of {@code = + - @}, their full-width forms, tab, carriage
 * return, line feed) gets an apostrophe before it, after blanks too, and also where a cell begins for spreadsheets that split at semicolons or tabs
 * as their country does. Numbers stay numbers, below zero too.
 */
public final class CsvTable {
    public static final String MEDIA_TYPE = "text/csv";

    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /** After which another cell may begin. */
    private static final String SEPARATORS = ";\t\r\n";

    private final List<String> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    private CsvTable(List<String> columns) {
        this.columns = columns;
    }

    /** A table without rows. Column names are in the wire's snake_case. */
    public static CsvTable of(String... columns) {
        return new CsvTable(List.of(columns));
    }

    /** A table without rows. */
    public static CsvTable of(List<String> columns) {
        return new CsvTable(List.copyOf(columns));
    }

    /** Appends a row; it must have as many cells as there are columns. Cells are numbers, booleans, dates, texts or null. */
    public CsvTable row(@Nullable Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.asList(cells));
        return this;
    }

    public List<String> columns() {
        return columns;
    }

    /** The cells, row by row. */
    public List<List<@Nullable Object>> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** The number of rows, the header not counted. */
    public int size() {
        return rows.size();
    }

    /** The whole table as text. */
    public String render() {
        StringBuilder csv = new StringBuilder(64 * (rows.size() + 1));
        appendLine(csv, columns);
        rows.forEach(row -> appendLine(csv, row));
        return csv.toString();
    }

    /** One line of CSV, ended by LF, for answers that are streamed. */
    public static String line(@Nullable Object... cells) {
        StringBuilder csv = new StringBuilder(64);
        appendLine(csv, Arrays.asList(cells));
        return csv.toString();
    }

    private static void appendLine(StringBuilder csv, List<? extends @Nullable Object> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                csv.append(',');
            }
            csv.append(cell(cells.get(i)));
        }
        csv.append('\n');
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> number(number);
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            default -> text(value.toString());
        };
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        return value == 0
                ? "0"
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String text(String value) {
        String safe = defused(value);
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static String defused(String value) {
        StringBuilder safe = new StringBuilder(value.length() + 1);
        boolean beginning = true;
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (beginning && FORMULA_STARTS.indexOf(character) >= 0) {
                safe.append('\'');
            }
            beginning = SEPARATORS.indexOf(character) >= 0 || beginning && Character.isSpaceChar(character);
            safe.append(character);
        }
        return safe.toString();
    }
}
