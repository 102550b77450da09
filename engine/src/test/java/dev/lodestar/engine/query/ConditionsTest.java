package dev.lodestar.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    private final Project project = Project.inUtc()
            .profile("ada", "2024-01-01", Map.of("segment", "smb"))
            .profile("ben", "2024-01-02", Map.of("segment", "enterprise"))
            .profile("eve", "2024-01-03", Map.of())
            .priced("ada", "invoice_paid", "USD", 10, "2024-01-05T10:00")
            .priced("ada", "invoice_paid", "EUR", 20, "2024-01-06T10:00")
            .event("ada", "page_created", "2024-01-07T10:00")
            .priced("ben", "invoice_paid", "USD", 30, "2024-01-05T10:00")
            .event("ben", "page_created", "2024-01-20T10:00")
            .event("ben", "page_viewed", "2024-01-20T11:00");

    @ParameterizedTest
    @CsvSource({
        "currency, EQ, USD, 2",
        "currency, NEQ, USD, 4",
        "currency, CONTAINS, U, 3",
        "currency, CONTAINS, R, 1",
        "currency, IS_SET, , 3",
        "currency, IS_NOT_SET, , 3",
        "amount, EQ, 10.0, 1",
        "amount, NEQ, 10, 5",
        "amount, GT, 20, 1",
        "amount, GTE, 20, 2",
        "amount, LT, 20, 1",
        "amount, LTE, 2e1, 2",
        "workspace_id, EQ, w, 0"
    })
    void a_property_filter_takes_the_events_that_are_like_it(
            String property, PropertyOperator operator, String value, int events) {
        PropertyFilter filter = new PropertyFilter(property, operator, value == null ? List.of() : List.of(value));
        List<String> types = List.of("invoice_paid", "page_created", "page_viewed");

        assertThat(count(project.view(), new EventCondition(types, List.of(filter))))
                .isEqualTo(events);
    }

    @Test
    void no_event_named_means_every_active_one() {
        assertThat(count(project.view(), EventCondition.ANY_ACTIVE)).isEqualTo(3);
    }

    @Test
    void properties_stay_with_their_events_when_earlier_ones_arrive_late() {
        project.view();
        project.priced("ada", "invoice_paid", "GBP", 1, "2024-01-05T09:00")
                .event("ada", "page_viewed", "2024-01-05T11:00");

        EventCondition pounds = new EventCondition(
                List.of(), List.of(new PropertyFilter("currency", PropertyOperator.IS_SET, List.of())));
        assertThat(count(project.view(), pounds)).isZero();
        assertThat(currencies(project.view())).containsExactlyInAnyOrder("GBP", "USD", "EUR", "USD");
    }

    @Test
    void behaviour_is_counted_in_its_window() {
        assertThat(users(did("invoice_paid", 2, Integer.MAX_VALUE, EventWindow.EVER)))
                .containsExactly("ada");
        assertThat(users(did("invoice_paid", 1, 1, EventWindow.EVER))).containsExactly("ben");
        assertThat(users(did("page_created", 0, 0, EventWindow.EVER))).containsExactly("eve");
        assertThat(users(did("page_created", 1, 9, new EventWindow.SinceSignup(0, 168, Integer.MAX_VALUE))))
                .containsExactly("ada");
        assertThat(users(did("invoice_paid", 1, 9, days("2024-01-06", "2024-01-07"))))
                .containsExactly("ada");
        assertThat(users(did("page_created", 1, 9, new EventWindow.Trailing(7)).until(day("2024-01-21"))))
                .containsExactly("ben");
    }

    @Test
    void nothing_is_read_on_or_after_the_end_of_the_data() {
        assertThat(users(did("page_created", 1, 9, EventWindow.EVER).until(day("2024-01-20"))))
                .containsExactly("ada");
        assertThat(users(did("page_created", 1, 9, new EventWindow.SinceSignup(0, 9_999, Integer.MAX_VALUE))
                        .until(day("2024-01-07"))))
                .isEmpty();
    }

    @Test
    void criteria_combine_like_sets() {
        UserCriterion smb = new UserCriterion.HasAttribute("segment", List.of("smb"));
        UserCriterion none = new UserCriterion.HasAttribute("segment", List.of(Filters.NONE));
        UserCriterion ben = new UserCriterion.Members(List.of(Project.user("ben")));

        assertThat(users(new UserCriterion.AnyOf(List.of(smb, none)))).containsExactly("ada", "eve");
        assertThat(users(new UserCriterion.AnyOf(List.of()))).isEmpty();
        assertThat(users(new UserCriterion.AllOf(List.of()))).containsExactly("ada", "ben", "eve");
        assertThat(users(new UserCriterion.AllOf(List.of(new UserCriterion.Not(smb), new UserCriterion.Not(ben)))))
                .containsExactly("eve");
    }

    @Test
    void unknown_names_are_refused_and_near_ones_suggested() {
        Vocabulary words = Vocabulary.of(EventPlan.standard(), new VocabularyQuery().tally(project.view()));

        assertThatThrownBy(() -> words.require("steps[0]", EventCondition.of("page_create")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("steps[0].event is 'page_create'")
                .hasMessageEndingWith("did you mean page_created?");
        assertThatThrownBy(() -> words.requireAttribute("breakdown", "segmnt")).hasMessageEndingWith("mean segment?");
        assertThatThrownBy(() -> words.require("steps[0]", amount(PropertyOperator.CONTAINS, "1")))
                .hasMessageContaining("steps[0].filters[0].op is 'contains'");
        assertThatThrownBy(() -> words.require("steps[0]", amount(PropertyOperator.GT, "ten")))
                .hasMessageContaining("a number such as");
        assertThatThrownBy(() -> words.require("steps[0]", amount(PropertyOperator.GT)))
                .hasMessageContaining("at least one value");
    }

    private static EventCondition amount(PropertyOperator operator, String... values) {
        return new EventCondition(List.of(), List.of(new PropertyFilter("amount", operator, List.of(values))));
    }

    private static UserCriterion did(String event, int atLeast, int atMost, EventWindow window) {
        return new UserCriterion.Did(EventCondition.of(event), atLeast, atMost, window);
    }

    private static EventWindow days(String from, String to) {
        return new EventWindow.InDays(day(from), day(to));
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static int count(TimelineView view, EventCondition condition) {
        EventMatcher matcher = EventMatcher.of(view, condition);
        int count = 0;
        for (UserBlock block : view.blocks()) {
            for (int user = 0; user < block.size(); user++) {
                for (int event = block.eventStart(user); event < block.eventStart(user + 1); event++) {
                    count += matcher.matches(block, user, event) ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static List<String> currencies(TimelineView view) {
        int currency = view.properties().indexOf("currency");
        List<String> values = new ArrayList<>();
        for (UserBlock block : view.blocks()) {
            for (int row = block.propertyStart(currency, 0); row < block.propertyStart(currency, block.size()); row++) {
                values.add(view.properties().render(currency, block.propertyValue(currency, row)));
            }
        }
        return values;
    }

    private List<String> users(UserCriterion criterion) {
        TimelineView view = project.view();
        UserSelection selection = UserSelection.of(view, Filters.EVERYBODY.and(criterion));
        Map<UUID, String> names =
                Map.of(Project.user("ada"), "ada", Project.user("ben"), "ben", Project.user("eve"), "eve");
        List<String> users = new ArrayList<>();
        selection.forEach((block, user) -> users.add(names.getOrDefault(block.pseudonym(user), "?")));
        return users.stream().sorted().toList();
    }
}
