package dev.lodestar.host.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lodestar.contracts.cohort.SavedCohortRecord;
import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.NamedCohort;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.kit.problem.CommonProblem;
import dev.lodestar.kit.problem.ProblemException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SavedCohortsTest {
    private static final UUID MAKERS = new UUID(1, 1);
    private static final UUID OTHERS = new UUID(1, 2);
    private static final UUID FRIENDS = new UUID(1, 3);

    private final SavedCohorts cohorts = new SavedCohorts(CriterionRequestTest.MAPPER);

    private void put(UUID id, String name, String definition) throws JsonProcessingException {
        cohorts.put(new SavedCohortRecord(
                id,
                name,
                1,
                CriterionRequestTest.MAPPER.readTree(definition.replace('\'', '"')),
                null,
                Instant.EPOCH,
                "ann"));
    }

    private static UserCriterion.HasAttribute segment(String value) {
        return new UserCriterion.HasAttribute("segment", List.of(value));
    }

    @Test
    void a_cohort_is_found_by_id_and_by_name_with_those_it_refers_to() throws JsonProcessingException {
        put(OTHERS, "others", "{'not': {'cohort': '" + MAKERS + "'}}");
        put(MAKERS, "makers", "{'attribute': 'segment', 'values': ['maker']}");

        assertThat(cohorts.find("cohort", "makers").criterion()).isEqualTo(segment("maker"));
        assertThat(cohorts.find("cohort", OTHERS.toString()).criterion())
                .isEqualTo(new UserCriterion.Not(segment("maker")));
        assertThat(cohorts.find("cohort", "others").reference())
                .isEqualTo(new NamedCohort(OTHERS.toString(), "others", 1));
    }

    @Test
    void a_list_is_its_members() {
        cohorts.put(new SavedCohortRecord(FRIENDS, "friends", 3, null, List.of(new UUID(7, 7)), Instant.EPOCH, "ann"));

        assertThat(cohorts.find("cohort", "friends").criterion())
                .isEqualTo(new UserCriterion.Members(List.of(new UUID(7, 7))));
        assertThat(cohorts.find("cohort", "friends").reference().version()).isEqualTo(3);
    }

    @Test
    void a_cohort_that_is_gone_is_unknown_and_near_names_are_suggested() throws JsonProcessingException {
        put(MAKERS, "makers", "{'attribute': 'segment', 'values': ['maker']}");
        put(OTHERS, "others", "{'attribute': 'segment', 'values': ['other']}");
        cohorts.complete();
        cohorts.remove(OTHERS);

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> cohorts.find("cohort", "maker"))
                .satisfies(refusal -> assertThat(refusal.expected()).contains("did you mean makers?"));
        assertThatExceptionOfType(InvalidDefinitionException.class).isThrownBy(() -> cohorts.find("cohort", "others"));
    }

    @Test
    void an_earlier_version_that_comes_late_changes_nothing() {
        cohorts.put(new SavedCohortRecord(FRIENDS, "friends", 2, null, List.of(new UUID(7, 7)), Instant.EPOCH, "ann"));
        cohorts.put(new SavedCohortRecord(FRIENDS, "friends", 1, null, List.of(new UUID(8, 8)), Instant.EPOCH, "ann"));

        assertThat(cohorts.find("cohort", "friends").reference().version()).isEqualTo(2);
    }

    @Test
    void a_cohort_refers_to_itself_and_to_what_it_names_by_way_of_others() throws JsonProcessingException {
        put(MAKERS, "makers", "{'attribute': 'segment', 'values': ['maker']}");
        put(OTHERS, "others", "{'any': [{'did': {}}, {'not': {'cohort': '" + MAKERS + "'}}]}");
        put(FRIENDS, "friends", "{'all': [{'cohort': '" + OTHERS + "'}]}");

        assertThat(cohorts.refersTo(FRIENDS.toString(), MAKERS)).isTrue();
        assertThat(cohorts.refersTo(MAKERS.toString(), MAKERS)).isTrue();
        assertThat(cohorts.refersTo(MAKERS.toString(), FRIENDS)).isFalse();
    }

    @Test
    void nothing_is_unknown_before_all_has_been_read() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> cohorts.find("cohort", "makers"))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(CommonProblem.UNAVAILABLE));
    }

    @Test
    void cohorts_that_refer_to_one_another_in_a_circle_are_refused() throws JsonProcessingException {
        put(MAKERS, "makers", "{'not': {'cohort': 'others'}}");
        put(OTHERS, "others", "{'not': {'cohort': 'makers'}}");

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> cohorts.find("cohort", "makers"))
                .satisfies(refusal -> assertThat(refusal.expected()).contains("does not refer to itself"));
    }

    @Test
    void the_same_cohort_may_be_referred_to_twice() throws JsonProcessingException {
        put(MAKERS, "makers", "{'attribute': 'segment', 'values': ['maker']}");
        put(OTHERS, "others", "{'any': [{'cohort': 'makers'}, {'cohort': 'makers'}]}");

        assertThat(cohorts.find("cohort", "others").criterion())
                .isEqualTo(new UserCriterion.AnyOf(List.of(segment("maker"), segment("maker"))));
    }

    @Test
    void a_definition_is_measured_with_what_it_refers_to_and_with_what_refers_to_it() throws JsonProcessingException {
        put(MAKERS, "makers", "{'attribute': 'segment', 'values': ['maker']}");
        put(OTHERS, "others", "{'any': [{'cohort': '" + MAKERS + "'}, {'not': {'cohort': '" + MAKERS + "'}}]}");

        cohorts.requireSmall("definition", FRIENDS, any(999));
        cohorts.requireSmall("definition", MAKERS, any(497));

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> cohorts.requireSmall("definition", FRIENDS, any(1_000)))
                .extracting(InvalidDefinitionException::given)
                .isEqualTo("1001 criteria");
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> cohorts.requireSmall("definition", MAKERS, any(499)))
                .extracting(InvalidDefinitionException::given)
                .isEqualTo("500 criteria, in others too");
    }

    private static UserCriterion any(int parts) {
        return new UserCriterion.AnyOf(Collections.nCopies(parts, segment("maker")));
    }

    @Test
    void what_cannot_be_read_is_refused_before_it_is_kept() {
        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> put(MAKERS, "makers", "{'al': 1}"));
    }
}
