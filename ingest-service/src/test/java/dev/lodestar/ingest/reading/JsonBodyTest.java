package dev.lodestar.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.ingest.reading.SourceRow.Unreadable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":\"ä\"}, {}]", "{\"sent_at\": \"now\", \"events\": [{\"a\":\"ä\"}, {}]}"})
    void a_byte_order_mark_is_dropped_and_rows_have_their_own_bytes(String body) {
        assertThat(read("\uFEFF" + body).rows())
                .extracting(row -> new String(row.raw(), StandardCharsets.UTF_8))
                .containsExactly("{\"a\":\"ä\"}", "{}");
    }

    @Test
    void the_rest_of_a_body_that_breaks_off_is_a_row_whose_detail_names_the_place_and_no_value() {
        JsonBody body = read("[{\"user_id\":\"a\"},\n{\"user_id\": alice_smith}]");

        assertThat(body.rows()).hasSize(2);
        assertThat(body.rows().get(1))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        row -> assertThat(row.detail())
                                .startsWith("the JSON breaks off: line 2, column ")
                                .doesNotContain("alice", "smith"));
    }

    @Test
    void a_body_without_a_row_is_refused_without_naming_a_value() {
        assertThatThrownBy(() -> read("[{\"user_id\": alice_smith}]"))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageStartingWith("the body cannot be read: it is not JSON, line 1, column ")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("alice", "smith"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1}][{\"a\":2}]",
                "{\"events\":[{\"a\":1}]}\n{\"events\":[{\"a\":2}]}",
                "[{\"a\":1}]\n{\"a\":2}\n{\"a\":3}",
                "{\"events\":[{\"a\":1}]\n,\"x\":1}garbage"
            })
    void what_follows_the_rows_is_a_row_that_says_how_it_should_have_come(String body) {
        assertThat(read(body).rows())
                .satisfiesExactly(
                        row -> assertThat(row.raw()).asString().isEqualTo("{\"a\":1}"),
                        row -> assertThat(row).isInstanceOfSatisfying(Unreadable.class, rest -> {
                            assertThat(rest.detail())
                                    .startsWith("something follows the rows")
                                    .contains("NDJSON");
                            assertThat(body).endsWith(new String(rest.raw(), StandardCharsets.UTF_8));
                            assertThat(rest.raw()).isNotEmpty();
                        }));
    }

    @Test
    void what_follows_no_rows_is_refused_and_white_space_is_nothing() {
        assertThatThrownBy(() -> read("{\"events\":[]}\n{\"events\":[{\"a\":2}]}"))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("something follows the rows");
        assertThat(read("[{\"a\":1}] \r\n\t").rows()).hasSize(1);
    }

    private static JsonBody read(String body) {
        return JsonBody.read(body.getBytes(StandardCharsets.UTF_8), "events");
    }
}
