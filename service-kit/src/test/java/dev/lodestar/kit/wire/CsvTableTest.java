package dev.lodestar.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {
    @Test
    void numbers_are_unrounded_and_never_in_exponent_notation() {
        assertThat(CsvTable.line(0.00012, 1e9, 1.0, 0.1 + 0.2, -0.0, 7L))
                .isEqualTo("0.00012,1000000000,1,0.30000000000000004,0,7\n");
    }

    @Test
    void null_is_an_empty_cell_and_not_zero() {
        assertThat(CsvTable.of("a", "b").row(null, 0).render()).isEqualTo("a,b\n,0\n");
    }

    @Test
    void text_is_quoted_where_needed_and_never_a_formula() {
        assertThat(CsvTable.line("a,b", "say \"hi\"", "=1+1", "-x", LocalDate.of(2024, 2, 29), true))
                .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",'=1+1,'-x,2024-02-29,true\n");
    }

    @Test
    void no_text_begins_as_a_formula_and_no_number_is_touched() {
        for (String start : List.of("=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20")) {
            assertThat(CsvTable.line(start + "cmd|' /C calc'!A0").replace("\"", ""))
                    .startsWith("'" + start);
        }
        assertThat(CsvTable.line(" =1", "\u00a0+1", "a;=1", "a; @b", "a-b=c"))
                .isEqualTo(" '=1,\u00a0'+1,a;'=1,a; '@b,a-b=c\n");
        assertThat(CsvTable.line(-1.5, -7, -0.25f, new BigDecimal("-1E+3"))).isEqualTo("-1.5,-7,-0.25,-1000\n");
    }

    @Test
    void what_is_no_number_or_no_full_row_is_refused() {
        assertThatThrownBy(() -> CsvTable.line(Double.NaN)).hasMessageContaining("not a finite number");
        assertThatThrownBy(() -> CsvTable.of("a").row(1, 2)).hasMessage("2 cells for 1 columns");
    }
}
