package dev.lodestar.ingest.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1.0, 1",
        "29.33, 29.33",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "9007199254740993, 9007199254740992",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "-1.5e-9, -1.5e-9",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "333333333.33333329, 333333333.3333333",
        "0.1, 0.1",
        "1e23, 1e+23",
    })
    void numbers_are_printed_as_rfc_8785_demands(double number, String printed) {
        assertThat(CanonicalJson.number(number)).isEqualTo(printed);
    }

    @Test
    void members_are_sorted_and_text_has_the_shortest_escapes() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("\u20ac", "Euro");
        members.put("b", List.of(true, 1.0, "\"\\\n\u000f\u00e9"));
        members.put("a", Map.of());

        assertThat(CanonicalJson.write(members))
                .isEqualTo("{\"a\":{},\"b\":[true,1,\"\\\"\\\\\\n\\u000f\u00e9\"],\"\u20ac\":\"Euro\"}");
        assertThat(CanonicalJson.write(null)).isEqualTo("null");
    }
}
