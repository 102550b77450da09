package dev.lodestar.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.kit.wire.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableBodyTest {
    private enum Kind {
        ONE,
        TWO
    }

    private record Part(@Nullable String text, int amount) {}

    private record Body(
            @Nullable String name,
            @Nullable Boolean on,
            @Nullable Kind kind,
            @Nullable List<Part> parts) {}

    private final ObjectMapper mapper = mapper();

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        new WireFormat().customize(mapper);
        return mapper;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":5}                                 | name              | a text
            {"name":1.5}                               | name              | a text
            {"name":true}                              | name              | a text
            {"name":["a"]}                             | name              | a text
            {"on":"perhaps"}                           | on                | true or false
            {"kind":"three"}                           | kind              | one of ONE, TWO
            {"parts":5}                                | parts             | a list
            {"parts":[{"text":7}]}                     | parts.[0].text    | a text
            {"parts":[{"amount":"x"}]}                 | parts.[0].amount  | a number
            {"parts":["x"]}                            | parts.[0]         | an object
            {"created_by":"mallory"}                   | created_by        | one of the fields kind, name, on, parts
            """)
    void what_is_wrong_is_named_with_what_would_be_right(String json, String field, String expected) {
        Problem problem = problem(json);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.field()).isEqualTo(field);
        assertThat(problem.expected()).isEqualTo(expected);
        assertThat(problem.detail()).contains(expected).doesNotContain("java.", "dev.lodestar", "Exception");
    }

    @Test
    void what_is_no_json_is_called_so_without_the_parsers_insides() {
        for (String json : List.of("{", "{\"name\":}", "\u0000", "[".repeat(5_000))) {
            Problem problem = problem(json);

            assertThat(problem.code()).isEqualTo("malformed_request");
            assertThat(problem.detail()).doesNotContain("java.", "dev.lodestar", "com.fasterxml");
        }
    }

    private Problem problem(String json) {
        JacksonException failure =
                catchThrowableOfType(JacksonException.class, () -> mapper.readValue(json, Body.class));
        return UnreadableBody.problem(failure);
    }
}
