package dev.lodestar.host.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.query.UserCriterion.Did;
import dev.lodestar.kit.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriterionRequestTest {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final CriterionNames LENIENT = new CriterionNames() {
        @Override
        public void check(String field, EventCondition condition) {}

        @Override
        public void checkAttribute(String field, String attribute) {}

        @Override
        public UserCriterion cohort(String field, String idOrName) {
            return new UserCriterion.AnyOf(List.of());
        }
    };

    private static UserCriterion read(String json) throws JsonProcessingException {
        return MAPPER.readValue(json.replace('\'', '"'), CriterionRequest.class).toDomain("definition", LENIENT);
    }

    @Test
    void a_definition_says_who_belongs() throws JsonProcessingException {
        UserCriterion criterion = read("""
                {'all': [{'attribute': 'segment', 'values': ['maker', '(none)']},
                         {'did': {'event': 'page_created'}, 'at_least': 2, 'at_most': 5, 'within': {'first': '7d'}},
                         {'any': [{'did': {'event': 'page_viewed'}, 'within': {'last': '30d'}},
                                  {'not': {'did_not': {'events': ['a', 'b']}, 'within': {'from': '1970-01-02'}}}]},
                         {'did': {}}]}
                """);

        assertThat(criterion)
                .isEqualTo(new UserCriterion.AllOf(List.of(
                        new UserCriterion.HasAttribute("segment", List.of("maker", "(none)")),
                        new Did(
                                EventCondition.of("page_created"),
                                2,
                                5,
                                new EventWindow.SinceSignup(0, 168, Integer.MAX_VALUE)),
                        new UserCriterion.AnyOf(List.of(
                                new Did(
                                        EventCondition.of("page_viewed"),
                                        1,
                                        Integer.MAX_VALUE,
                                        new EventWindow.Trailing(30)),
                                new UserCriterion.Not(new Did(
                                        new EventCondition(List.of("a", "b"), List.of()),
                                        0,
                                        0,
                                        new EventWindow.InDays(1, Integer.MAX_VALUE))))),
                        new Did(EventCondition.ANY_ACTIVE, 1, Integer.MAX_VALUE, EventWindow.EVER))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                   | definition
            {'not': {}, 'cohort': 'x'}                                           | definition
            {'all': []}                                                          | definition.all
            {'any': [{'not': {}}]}                                               | definition.any[0].not
            {'any': [null]}                                                      | definition.any[0]
            {'attribute': 'segment'}                                             | definition.values
            {'attribute': 'segment', 'values': ['a'], 'at_least': 1}             | definition.at_least
            {'cohort': 'x', 'within': {'last': '7d'}}                            | definition.within
            {'did': {'event': 'a'}, 'at_least': -1}                              | definition.at_least
            {'did': {'event': 'a'}, 'at_least': 0}                               | definition.at_least
            {'did': {'event': 'a'}, 'at_least': 3, 'at_most': 2}                 | definition.at_most
            {'did_not': {'event': 'a'}, 'at_most': 2}                            | definition.at_most
            {'did': {'event': 'a'}, 'within': {}}                                | definition.within
            {'did': {'event': 'a'}, 'within': {'last': '7d', 'first': '7d'}}     | definition.within
            {'did': {'event': 'a'}, 'within': {'last': '36h'}}                   | definition.within.last
            {'did': {'event': 'a'}, 'within': {'last': '3661d'}}                 | definition.within.last
            {'did': {'event': 'a'}, 'within': {'first': '30m'}}                  | definition.within.first
            {'did': {'event': 'a'}, 'within': {'from': 'May'}}                   | definition.within.from
            {'did': {'event': 'a'}, 'within': {'from': '2024-01-01', 'to': '2024-01-01'}} | definition.within.to
            {'did': {'event': 'a', 'events': ['b']}}                             | definition.did.events
            """)
    void an_impossible_definition_is_refused_by_field(String json, String field) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(json))
                .satisfies(problem -> assertThat(problem.field()).isEqualTo(field));
    }

    @Test
    void definitions_nest_as_deep_as_the_limit_and_no_deeper() throws JsonProcessingException {
        assertThat(read(nested(CriterionRequest.MAX_DEPTH - 1))).isInstanceOf(UserCriterion.Not.class);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(nested(CriterionRequest.MAX_DEPTH)))
                .satisfies(problem -> assertThat(problem.field()).endsWith(".not"));
    }

    private static String nested(int levels) {
        return "{'not': ".repeat(levels) + "{'cohort': 'x'}" + "}".repeat(levels);
    }

    @Test
    void as_many_parts_stand_side_by_side_as_the_limit_and_no_more() throws JsonProcessingException {
        assertThat(read(parts(CriterionRequest.MAX_PARTS))).isInstanceOf(UserCriterion.AnyOf.class);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(parts(CriterionRequest.MAX_PARTS + 1)));
    }

    private static String parts(int count) {
        return "{'any': [" + "{'cohort': 'x'},".repeat(count - 1) + "{'cohort': 'x'}]}";
    }
}
