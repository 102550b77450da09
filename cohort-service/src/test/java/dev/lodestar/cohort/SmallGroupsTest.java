package dev.lodestar.cohort;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.oracle.Subtraction;
import dev.lodestar.testkit.timeline.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a viewer sees of few users, with the minimum of 10 that is the default. From January to July 2019 34, 16, 7, 21, 12, 18 and 13 users of the plan
 * few sign up, in one of three segments; whether they come back in a month, and whether they pay, is drawn, the seed being fixed.
 */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallGroupsTest {
    private static final int MINIMUM = 10;
    private static final int[] SIZES = {34, 16, 7, 21, 12, 18, 13};
    private static final String RANGE = "from=2019-01-01&to=2019-09-01&filter=plan_type:few";
    private static final Set<String> COUNTS = Set.of(
            "active_users",
            "size",
            "cohort_size",
            "paying_users",
            "eligible_users",
            "retained_users",
            "on_or_after_users",
            "users",
            "early_active",
            "early_size",
            "late_active",
            "late_size",
            "a_active",
            "a_size",
            "b_active",
            "b_size");

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    void write_the_history() {
        RestAssured.port = Integer.parseInt(ServiceCalls.setting("quarkus.http.test-port"));
        Random random = new Random(20190101);
        int users = 0;
        try (TestTopics topics = new TestTopics(
                ServiceCalls.setting("kafka.bootstrap.servers"), ServiceCalls.setting("lodestar.topics.prefix"))) {
            for (int month = 1; month <= SIZES.length; month++) {
                for (int i = 0; i < SIZES[month - 1]; i++) {
                    writeUser(topics, users++, LocalDate.of(2019, month, 10), random);
                }
            }
        }
        int all = users;
        ServiceCalls.await("everybody is counted", () -> {
            JsonNode answer =
                    tree(given().header("Authorization", ServiceCalls.analyst()).get("/api/v1/cohorts/ltv?" + RANGE));
            return answer.path("total").path("cohort_size").asInt() == all;
        });
    }

    /** The profile comes last, so that whoever is counted is counted with everything. */
    private static void writeUser(TestTopics topics, int i, LocalDate signup, Random random) {
        UUID user = new UUID(0x2019L << 48 | 0x4000L, 0x8000000000000000L + i);
        Instant at = Instant.parse(signup + "T08:00:00Z");
        topics.event(user, "page_created", at.plusSeconds(60));
        for (int month = 0; month < 8; month++) {
            Instant later = Instant.parse(signup.plusMonths(month).plusDays(random.nextInt(14) + 1) + "T09:00:00Z");
            if (random.nextInt(10) < 4) {
                topics.event(user, "page_viewed", later);
            }
            if (i % 3 == 0 && random.nextInt(4) == 0) {
                topics.event(
                        user, "invoice-" + month, "invoice_paid", later, Map.of("amount", 30.0, "currency", "USD"));
            }
        }
        String segment = List.of("large", "medium", "small").get(Math.min(random.nextInt(3), random.nextInt(3)));
        topics.profile(user, at, Map.of("segment", segment, "plan_type", "few"));
    }

    private JsonNode tree(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        try {
            return json.readTree(response.asString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode full(String address) {
        return tree(given().header("Authorization", ServiceCalls.analyst()).get("/api/v1/cohorts" + address));
    }

    private JsonNode seen(String address) {
        return tree(given().header("Authorization", ServiceCalls.viewer()).get("/api/v1/cohorts" + address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/retention?",
                "/retention?mode=on_or_after&",
                "/retention?mode=rolling&",
                "/retention?period=weekly&",
                "/retention?breakdown=segment&",
                "/retention?breakdown=segment&mode=on_or_after&period=quarterly&",
                "/day-n?",
                "/ltv?",
                "/comparison?",
                "/comparison?by=segment&a=small&",
                "/retention?segment=small&"
            })
    void a_viewer_sees_the_figures_of_an_analyst_or_none_and_is_told_which(String address) {
        compare(address, full(address + RANGE), seen(address + RANGE));
    }

    private void compare(String place, JsonNode all, JsonNode some) {
        if (some.isArray()) {
            assertThat(some.size()).as(place).isEqualTo(all.size());
            for (int i = 0; i < some.size(); i++) {
                compare(place + "/" + i, all.path(i), some.path(i));
            }
        } else if (some.isObject()) {
            Set<String> withheld = new TreeSet<>();
            some.path("suppressed").forEach(name -> withheld.add(name.asText()));
            some.fieldNames().forEachRemaining(name -> {
                if (!List.of("suppressed", "computed_at", "definition", "reason", "as_of")
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
        return row.path(field).isNumber() ? (Long) row.path(field).asLong() : null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"period=monthly", "period=quarterly", "period=monthly&mode=on_or_after"})
    void the_matrix_does_not_give_small_groups_away(String how) {
        String address = "/retention?breakdown=segment&" + how + "&" + RANGE;
        Known known = new Known();
        JsonNode all = full(address);
        JsonNode some = seen(address);
        known.matrix("all", some, all);
        for (int g = 0; g < some.path("groups").size(); g++) {
            known.matrix(
                    "g" + g, some.path("groups").path(g), all.path("groups").path(g));
            known.count("g" + g, some.path("groups").path(g), all.path("groups").path(g), "size");
        }
        known.addUp(some.path("groups").size());
        assertThat(known.small()).isNotEmpty();
        assertThat(known.counts.found()).doesNotContainAnyElementsOf(known.small());
        assertThat(seen("/retention?" + how + "&" + RANGE).path("cohorts")).isEqualTo(some.path("cohorts"));
        assertThat(some.path("pooled").findValues("active_users")).anyMatch(JsonNode::isNumber);
    }

    /** What a viewer knows of matrices, and what is true. */
    private static final class Known {
        private final Subtraction counts = new Subtraction();
        private final Map<String, Long> truth = new TreeMap<>();
        private final Map<String, List<String>> columns = new TreeMap<>();
        private final List<Runnable> sums = new ArrayList<>();

        void count(String name, JsonNode some, JsonNode all, String field) {
            counts.count(name, number(some, field));
            truth.put(name, all.path(field).asLong());
        }

        Set<String> small() {
            Set<String> small = new TreeSet<>();
            truth.forEach((name, value) -> {
                if (value > 0 && value < MINIMUM) {
                    small.add(name);
                }
            });
            return small;
        }

        void matrix(String group, JsonNode some, JsonNode all) {
            List<String> sizes = new ArrayList<>();
            Map<String, List<String>> active = new TreeMap<>();
            Map<String, List<String>> base = new TreeMap<>();
            for (int c = 0; c < some.path("cohorts").size(); c++) {
                JsonNode cohort = some.path("cohorts").path(c);
                JsonNode full = all.path("cohorts").path(c);
                String size = group + "/" + cohort.path("cohort").asText();
                count(size, cohort, full, "size");
                sizes.add(size);
                for (int k = 0; k < cohort.path("cells").size(); k++) {
                    if (full.path("cells").path(k).path("active_users").isNumber()) {
                        String cell = size + "/" + k;
                        count(
                                cell,
                                cohort.path("cells").path(k),
                                full.path("cells").path(k),
                                "active_users");
                        counts.hidden(cell + "/rest");
                        truth.put(cell + "/rest", truth.getOrDefault(size, 0L) - truth.getOrDefault(cell, 0L));
                        sums.add(() -> counts.sum(size, List.of(cell, cell + "/rest")));
                        active.computeIfAbsent("/column/" + k, key -> new ArrayList<>())
                                .add(cell);
                        base.computeIfAbsent("/base/" + k, key -> new ArrayList<>())
                                .add(size);
                    }
                }
            }
            for (int k = 0; k < some.path("pooled").size(); k++) {
                count(
                        group + "/column/" + k,
                        some.path("pooled").path(k),
                        all.path("pooled").path(k),
                        "active_users");
                count(
                        group + "/base/" + k,
                        some.path("pooled").path(k),
                        all.path("pooled").path(k),
                        "cohort_size");
            }
            active.forEach((column, cells) -> sums.add(() -> counts.sum(group + column, cells)));
            base.forEach((column, cohorts) -> sums.add(() -> counts.sum(group + column, cohorts)));
            columns.put(group, sizes);
        }

        /** Groups to all, place by place; how many users there are together is known from elsewhere. */
        void addUp(int groups) {
            sums.forEach(Runnable::run);
            counts.sum("everybody", columns.getOrDefault("all", List.of()));
            List<String> names = new ArrayList<>();
            for (int g = 0; g < groups; g++) {
                counts.sum("g" + g, columns.getOrDefault("g" + g, List.of()));
                names.add("g" + g);
            }
            counts.sum("everybody", names);
            for (String name : truth.keySet()) {
                if (name.startsWith("all/") && !name.endsWith("/rest")) {
                    counts.sum(
                            name,
                            names.stream()
                                    .map(group -> group + name.substring("all".length()))
                                    .filter(truth::containsKey)
                                    .toList());
                }
            }
        }
    }

    @Test
    void amounts_of_few_payers_are_withheld_with_their_number() {
        JsonNode some = seen("/ltv?" + RANGE);
        assertThat(some.path("total").path("cohort_size").isNumber()).isTrue();
        for (JsonNode cohort : some.path("cohorts")) {
            boolean shown = cohort.path("paying_users").isNumber();
            assertThat(cohort.path("revenue").isNumber() && cohort.path("arpu").isNumber())
                    .as(cohort.toString())
                    .isEqualTo(shown);
            assertThat(shown || cohort.path("cumulative_revenue_per_user").isNull())
                    .isTrue();
        }
    }

    @Test
    void the_number_of_a_saved_cohorts_members_is_not_told_when_they_are_few_or_all_but_few() {
        String list = "[\"" + new UUID(0x2019L << 48 | 0x4000L, 0x8000000000000000L) + "\"]";
        String id = ServiceCalls.post("/api/v1/cohorts/saved", "{\"name\": \"just one\", \"users\": " + list + "}")
                .statusCode(201)
                .extract()
                .path("id");
        ServiceCalls.get("/api/v1/cohorts/saved/" + id)
                .statusCode(200)
                .body("members.users", equalTo(1))
                .body("listed_users", equalTo(1))
                .body("$", not(hasKey("suppressed")));
        ServiceCalls.get("/api/v1/cohorts/saved/" + id, ServiceCalls.viewer())
                .statusCode(200)
                .body("members.users", nullValue())
                .body("members.suppressed", contains("users"))
                .body("listed_users", nullValue())
                .body("suppressed", contains("listed_users"));
        String rest = ServiceCalls.post(
                        "/api/v1/cohorts/saved",
                        "{\"name\": \"all but one\", \"definition\": {\"not\": {\"cohort\": \"just one\"}}}")
                .statusCode(201)
                .extract()
                .path("id");
        ServiceCalls.get("/api/v1/cohorts/saved/" + rest, ServiceCalls.viewer())
                .statusCode(200)
                .body("members.users", nullValue());
        assertThat(seen("/retention?cohort=" + rest + "&" + RANGE)
                        .path("cohorts")
                        .findValues("size"))
                .allMatch(JsonNode::isNull);
        ServiceCalls.delete("/api/v1/cohorts/saved/" + rest).statusCode(204);
        ServiceCalls.delete("/api/v1/cohorts/saved/" + id).statusCode(204);
    }
}
