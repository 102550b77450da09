package dev.lodestar.host.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.host.disclosure.domain.CountTable;
import dev.lodestar.kit.wire.CsvTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final ObjectNode row = answer.putArray("rows").addObject();
    private final Figures figures = new Figures(new CountTable(10), false);

    private void decide() {
        figures.settle();
        figures.apply(answer);
    }

    @Test
    void a_small_count_goes_with_what_tells_it_and_is_named() {
        row.put("users", 100)
                .put("paying", 7)
                .put("rate", 0.07)
                .put("label", "smb")
                .putNull("reason");
        int users = figures.count(row, "users");
        int paying = figures.count(row, "paying");
        figures.part(users, paying);
        figures.follow(row, List.of("rate"), users, paying);
        decide();
        assertThat(row.toString())
                .isEqualTo("{\"users\":100,\"paying\":null,\"rate\":null,\"label\":\"smb\",\"reason\":\"suppressed\","
                        + "\"suppressed\":[\"paying\",\"rate\"]}");
    }

    @Test
    void a_reason_that_is_there_stays_and_a_map_of_reasons_gets_one() {
        answer.put("total", 3).put("reason", "no_visitors").putObject("reasons").put("other", "censored");
        figures.count(answer, "total");
        decide();
        assertThat(answer.path("reason").asText()).isEqualTo("no_visitors");
        assertThat(answer.path("reasons").toString()).isEqualTo("{\"other\":\"censored\",\"total\":\"suppressed\"}");
    }

    @Test
    void a_number_that_nobody_declared_is_withheld_and_what_is_open_stays() {
        row.put("day", 7)
                .put("users", 50)
                .put("forgotten", 50)
                .putArray("curve")
                .add(0.5);
        figures.open(row, "day");
        figures.count(row, "users");
        decide();
        assertThat(row.toString())
                .isEqualTo(
                        "{\"day\":7,\"users\":50,\"forgotten\":null,\"curve\":null,\"suppressed\":[\"forgotten\",\"curve\"]}");
    }

    @Test
    void where_nothing_is_small_the_answer_stays_as_it_is() {
        row.put("users", 100).put("rate", 0.5);
        answer.putObject("definition").put("days", 28);
        answer.put("completeness", 1.0).putObject("as_of").put("offset", 3);
        String before = answer.toString();
        figures.follow(row, List.of("rate"), figures.count(row, "users"));
        decide();
        assertThat(answer.toString()).isEqualTo(before);
    }

    @Test
    void an_answer_about_few_users_altogether_shows_no_count_not_even_nobody() {
        Figures few = new Figures(new CountTable(10), true);
        row.put("active", 0).put("day", 1).putNull("unmeasured");
        few.open(row, "day");
        assertThat(few.isShown(few.count(row, "active"))).isFalse();
        assertThat(few.count(row, "unmeasured")).isEqualTo(Figures.NONE);
        few.settle();
        few.apply(answer);
        assertThat(row.toString())
                .isEqualTo("{\"active\":null,\"day\":1,\"unmeasured\":null,\"suppressed\":[\"active\"]}");
    }

    @Test
    void what_was_not_measured_ties_nothing() {
        row.putNull("base").put("part", 20);
        figures.part(figures.count(row, "base"), figures.count(row, "part"));
        figures.sum(Figures.NONE, figures.count(row, "part"));
        figures.balance(new int[] {Figures.NONE}, new int[0]);
        decide();
        assertThat(row.path("part").asInt()).isEqualTo(20);
    }

    @Test
    void a_table_loses_the_cells_and_says_in_which_rows() {
        ObjectNode cohort = answer.putObject("cohort");
        cohort.put("size", 4);
        row.put("active_users", 40);
        figures.count(cohort, "size");
        figures.count(row, "active_users");
        figures.line(cohort, row);
        figures.line(row, row);
        decide();
        CsvTable table = CsvTable.of("cohort_size", "active_users").row(4, 40).row(9, 40);
        assertThat(WithheldColumns.of(table, figures.lines()).render())
                .isEqualTo("cohort_size,active_users,suppressed\n,40,true\n9,40,false\n");
        CsvTable longer = CsvTable.of("a").row(1);
        assertThatThrownBy(() -> WithheldColumns.of(longer, figures.lines())).isInstanceOf(IllegalStateException.class);
    }
}
