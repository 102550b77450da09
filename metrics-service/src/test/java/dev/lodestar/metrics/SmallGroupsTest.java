package dev.lodestar.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.testkit.architecture.DescribedRecords;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.oracle.Subtraction;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a viewer sees of few users, with the minimum of 10 that is the default. In June 2025 seventy users sign up, 31 of the segment large, 27 of medium,
 * 12 of small, of whom each comes by a channel drawn from three; what they do on the days after is drawn too, the seed being fixed.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallGroupsTest {
    private static final int MINIMUM = 10;
    private static final int USERS = 70;
    private static final String RANGE = "from=2025-06-01&to=2025-07-01";
    private static final Set<String> COUNTS = Set.of(
            "total_users",
            "active_users",
            "new",
            "returning",
            "resurrecting",
            "dau",
            "wau",
            "mau",
            "users",
            "users_at_least",
            "fast",
            "normal",
            "slow",
            "not_activated",
            "eligible_users",
            "activated_users",
            "users_adopted",
            "power_users",
            "current",
            "previous",
            "value",
            "weekly_active_users",
            "daily_active_users",
            "monthly_active_users",
            "north_star",
            "users_lost",
            "in_progress");

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        Random random = new Random(20250601);
        int[] events = new int[1];
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            for (int i = 0; i < USERS; i++) {
                events[0] += writeUser(topics, i, random);
            }
        }
        ServiceCalls.await("everybody is counted", () -> {
            var answer = ServiceCalls.get("/api/v1/metrics/summary?filter=plan_type:few&" + RANGE)
                    .extract();
            return answer.statusCode() == 200
                    && answer.jsonPath().getInt("total_users") == USERS
                    && answer.jsonPath().getInt("total_events") == events[0];
        });
    }

    private static int writeUser(TestTopics topics, int i, Random random) {
        UUID user = new UUID(0x202506L << 40 | 0x4000L, 0x8000000000000000L + i);
        String segment = i < 31 ? "large" : i < 58 ? "medium" : "small";
        String channel = List.of("seo", "ads", "word").get(random.nextInt(8) / 3);
        Instant signup = Instant.parse("2025-06-01T08:00:00Z").plus(Duration.ofDays(random.nextInt(5)));
        topics.profile(user, signup, Map.of("segment", segment, "channel", channel, "plan_type", "few"));
        int events = 0;
        List<String> types =
                List.of("page_created", "page_viewed", "workspace_shared", "content_edited", "upgraded_to_paid");
        for (int day = 0; day < 24; day++) {
            if (random.nextInt(10) < 4) {
                String type = types.get(Math.min(random.nextInt(5), random.nextInt(6)));
                topics.event(user, type, signup.plus(Duration.ofHours(24L * day + random.nextInt(20))));
                events++;
            }
        }
        return events;
    }

    private Response as(String authorization, String address) {
        Response response = given().header("Authorization", authorization).get("/api/v1" + address);
        assertThat(response.statusCode())
                .as(address + " " + response.asString())
                .isEqualTo(200);
        return response;
    }

    private JsonNode tree(Response response) {
        try {
            return json.readTree(response.asString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode seen(String address) {
        return tree(as(ServiceCalls.viewer(), address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics/summary?",
                "/metrics/engagement?period=daily&",
                "/metrics/engagement?period=weekly&",
                "/metrics/engagement?period=monthly&",
                "/metrics/stickiness?",
                "/metrics/activation?",
                "/metrics/features?",
                "/metrics/power-users?",
                "/metrics/north-star?",
                "/metrics/acquisition?",
                "/funnel?",
                "/funnel?breakdown=segment&",
                "/funnel?breakdown=channel&",
                "/metrics/summary?filter=segment:small&",
                "/metrics/engagement?period=daily&compare=previous_period&segment=large&",
                "/funnel?segment=medium&breakdown=channel&"
            })
    void a_viewer_sees_the_figures_of_an_analyst_or_none_and_is_told_which(String address) {
        Response all = as(ServiceCalls.analyst(), address + RANGE);
        Response some = as(ServiceCalls.viewer(), address + RANGE);
        compare(address, tree(all), tree(some));
        assertThat(some.getHeader("ETag")).as(address).isNotEqualTo(all.getHeader("ETag"));
        assertThat(some.getHeader("Vary")).contains("Authorization");
    }

    private void compare(String place, JsonNode all, JsonNode some) {
        if (some.isArray()) {
            if (place.endsWith("/worst")) {
                return;
            }
            assertThat(some.size()).as(place).isEqualTo(all.size());
            for (int i = 0; i < some.size(); i++) {
                compare(place + "/" + i, all.path(i), some.path(i));
            }
        } else if (some.isObject()) {
            Set<String> withheld = new TreeSet<>();
            some.path("suppressed").forEach(name -> withheld.add(name.asText()));
            some.fieldNames().forEachRemaining(name -> {
                if (!List.of("suppressed", "computed_at", "definition", "reason", "reasons", "as_of")
                        .contains(name)) {
                    if (withheld.contains(name)) {
                        assertThat(some.path(name).isNull())
                                .as(place + "/" + name)
                                .isTrue();
                        assertThat(all.path(name).isNull())
                                .as(place + "/" + name)
                                .isFalse();
                    } else {
                        compare(place + "/" + name, all.path(name), some.path(name));
                    }
                }
            });
        } else {
            assertThat(some).as(place).isEqualTo(all);
            String name = place.substring(place.lastIndexOf('/') + 1);
            boolean small = some.isNumber() && some.asDouble() > 0 && some.asDouble() < MINIMUM;
            assertThat(small && COUNTS.contains(name)).as(place + " is " + some).isFalse();
        }
    }

    private static @Nullable Long number(JsonNode row, String field) {
        return row.path(field).isNumber() ? (Long) Math.abs(row.path(field).asLong()) : null;
    }

    /** No count of the analyst's answer that is small follows from the viewer's. */
    private static void assertNothingFollows(Subtraction known, Map<String, Long> all) {
        Set<String> small = new TreeSet<>();
        all.forEach((name, value) -> {
            if (value > 0 && value < MINIMUM) {
                small.add(name);
            }
        });
        assertThat(small).as("the history has small groups").isNotEmpty();
        assertThat(known.found()).doesNotContainAnyElementsOf(small);
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily", "weekly"})
    void the_lifecycle_does_not_give_small_groups_away(String period) {
        String address = "/metrics/engagement?period=" + period + "&" + RANGE;
        JsonNode all = tree(as(ServiceCalls.analyst(), address)).path("series");
        JsonNode some = seen(address).path("series");
        List<String> fields = List.of("active_users", "new", "returning", "resurrecting", "dormant");
        Subtraction known = new Subtraction();
        Map<String, Long> truth = new TreeMap<>();
        for (int t = 0; t < some.size(); t++) {
            for (String field : fields) {
                known.count(field + t, number(some.path(t), field));
                truth.put(field + t, Math.abs(all.path(t).path(field).asLong()));
            }
        }
        for (int t = 0; t < some.size(); t++) {
            known.sum("active_users" + t, List.of("new" + t, "returning" + t, "resurrecting" + t));
            if (t > 0) {
                known.sum("active_users" + (t - 1), List.of("returning" + t, "dormant" + t));
            }
        }
        assertNothingFollows(known, truth);
        assertThat(some.findValues("active_users")).anyMatch(JsonNode::isNumber);
    }

    @Test
    void the_description_names_fields_as_the_wire_does_and_says_which_a_viewer_may_not_be_shown() {
        given().header("Accept", "application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("components.schemas.FunnelStageRow.properties.users_at_stage.type", hasItems("integer", "null"))
                .body("components.schemas.FunnelStageRow.properties.suppressed.type", equalTo("array"))
                .body("components.schemas.GrowthFunnelAnswer.properties.completeness.type", equalTo("number"));
    }

    @Test
    void the_description_says_of_every_field_whether_it_may_be_null() {
        assertThat(DescribedRecords.check()).contains("FunnelStageRow.ci_low", "FunnelUsersResponse.next_cursor");
    }

    @Test
    void the_histogram_of_active_days_does_not_give_small_groups_away() {
        String address = "/metrics/stickiness?" + RANGE;
        JsonNode all = tree(as(ServiceCalls.analyst(), address));
        JsonNode some = seen(address);
        Subtraction known = new Subtraction();
        Map<String, Long> truth = new TreeMap<>();
        List<String> days = new ArrayList<>();
        List<String> atLeast = new ArrayList<>();
        for (int d = 0; d < some.path("series").size(); d++) {
            days.add("dau" + d);
            known.count("dau" + d, number(some.path("series").path(d), "dau"));
            truth.put("dau" + d, all.path("series").path(d).path("dau").asLong());
        }
        int size = some.path("histogram").size();
        for (int k = 0; k < size; k++) {
            JsonNode bucket = some.path("histogram").path(k);
            atLeast.add("users_at_least" + k);
            for (String field : List.of("users", "users_at_least")) {
                known.count(field + k, number(bucket, field));
                truth.put(field + k, all.path("histogram").path(k).path(field).asLong());
            }
        }
        for (int k = 0; k < size; k++) {
            known.sum(
                    "users_at_least" + k,
                    k == size - 1 ? List.of("users" + k) : List.of("users" + k, "users_at_least" + (k + 1)));
        }
        known.balance(atLeast, days);
        assertNothingFollows(known, truth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment", "channel"})
    void groups_of_a_funnel_are_not_given_away_by_the_whole(String attribute) {
        String address = "/funnel?breakdown=" + attribute + "&filter=plan_type:few&" + RANGE;
        JsonNode all = tree(as(ServiceCalls.analyst(), address));
        JsonNode some = seen(address);
        Subtraction known = new Subtraction();
        Map<String, Long> truth = new TreeMap<>();
        stages("all", some.path("stages"), all.path("stages"), known, truth);
        JsonNode groups = some.path("breakdown").path("groups");
        for (int g = 0; g < groups.size(); g++) {
            JsonNode full = all.path("breakdown").path("groups").path(g).path("stages");
            stages("g" + g, groups.path(g).path("stages"), full, known, truth);
        }
        for (int k = 1; k < 7; k++) {
            int stage = k;
            known.sum(
                    "all/" + k,
                    IntStream.range(0, groups.size())
                            .mapToObj(g -> "g" + g + "/" + stage)
                            .toList());
        }
        assertNothingFollows(known, truth);
        assertThat(seen("/funnel?filter=plan_type:few&" + RANGE).path("stages")).isEqualTo(some.path("stages"));
    }

    private static void stages(String group, JsonNode some, JsonNode all, Subtraction known, Map<String, Long> truth) {
        for (int k = 1; k < 7; k++) {
            known.count(group + "/" + k, number(some.path(k), "users_at_stage"));
            truth.put(group + "/" + k, all.path(k).path("users_at_stage").asLong());
            if (k > 1) {
                known.hidden(group + "/lost" + k);
                truth.put(
                        group + "/lost" + k,
                        all.path(k - 1).path("users_at_stage").asLong()
                                - all.path(k).path("users_at_stage").asLong());
                known.count(group + "/open" + k, number(some.path(k), "in_progress"));
                truth.put(group + "/open" + k, all.path(k).path("in_progress").asLong());
                known.hidden(group + "/gone" + k);
                known.sum(group + "/" + (k - 1), List.of(group + "/" + k, group + "/lost" + k));
                known.sum(group + "/lost" + k, List.of(group + "/open" + k, group + "/gone" + k));
            }
            boolean both = number(some.path(k), "users_at_stage") != null
                    && (k == 1 || number(some.path(k - 1), "users_at_stage") != null);
            assertThat(both || some.path(k).path("ci_low").isNull())
                    .as(group + k)
                    .isTrue();
            assertThat(both || some.path(k).path("conversion_from_previous").isNull())
                    .isTrue();
        }
    }

    @Test
    void a_question_about_few_users_is_answered_without_figures() {
        String word = "/metrics/summary?filter=plan_type:few&channel=word&segment=small&" + RANGE;
        assertThat(tree(as(ServiceCalls.analyst(), word)).path("total_users").asInt())
                .isBetween(1, MINIMUM - 1);
        JsonNode withheld = seen(word);
        for (String field : List.of("total_users", "total_events", "daily_active_users", "paid_conversion_rate")) {
            assertThat(withheld.path(field).isNull()).as(field).isTrue();
            assertThat(withheld.path("reasons").path(field).asText()).isEqualTo("suppressed");
        }
    }

    @Test
    void the_other_values_of_an_attribute_do_not_tell_a_small_one() {
        String tiny = "/metrics/summary?filter=plan_type:few&segment=small&channel=";
        List<String> shown = new ArrayList<>();
        for (String channel : List.of("seo", "ads", "word")) {
            if (seen(tiny + channel + "&" + RANGE).path("total_users").isNumber()) {
                shown.add(channel);
            }
        }
        assertThat(shown)
                .as("the segment has twelve users, one of the channels has few")
                .hasSizeLessThan(2);
    }

    @Test
    void csv_has_empty_cells_and_says_in_which_rows() {
        String address = "/api/v1/metrics/engagement?period=daily&" + RANGE;
        String[] all = csv(ServiceCalls.analyst(), address);
        String[] some = csv(ServiceCalls.viewer(), address);
        assertThat(some).hasSameSizeAs(all);
        assertThat(some[0]).isEqualTo(all[0] + ",suppressed");
        JsonNode series = seen("/metrics/engagement?period=daily&" + RANGE).path("series");
        for (int row = 0; row < series.size(); row++) {
            String[] cells = some[row + 1].split(",", -1);
            JsonNode active = series.path(row).path("active_users");
            assertThat(cells[2]).isEqualTo(active.isNull() ? "" : active.asText());
            assertThat(cells[10]).isEqualTo(String.valueOf(series.path(row).has("suppressed")));
        }
    }

    private static String[] csv(String authorization, String address) {
        return given().header("Authorization", authorization)
                .accept("text/csv")
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .split("\n");
    }

    @Test
    void roles_beside_analyst_and_admin_do_not_see_more() {
        String address = "/metrics/engagement?period=daily&" + RANGE;
        JsonNode viewer = seen(address);
        JsonNode operator =
                tree(as(Tokens.bearer("otto", "viewer", "operator", "privacy", "auditor", "ingest"), address));
        assertThat(operator.path("series")).isEqualTo(viewer.path("series"));
        assertThat(viewer.path("definition").path("minimum_group").asInt()).isEqualTo(MINIMUM);
        assertThat(tree(as(Tokens.bearer("ada", "viewer", "admin"), address)).path("series"))
                .isEqualTo(tree(as(ServiceCalls.analyst(), address)).path("series"));
    }
}
