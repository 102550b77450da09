package dev.lodestar.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader of the dashboard sees, where the machine has a Chromium. */
class DashboardTest {
    private static final String COVERED = """
            "as_of": {"time": "2026-01-02T03:04:05Z", "partitions": {}}, "completeness": 1.0,
            "definition": {"from": "2024-01-01", "to": "2024-02-01", "time_zone": "Europe/Berlin"}""";

    private static final String FUNNEL = """
            {"stages": [{"stage": "signup", "users_at_stage": 100, "conversion_from_previous": null},
                        {"stage": "activation", "users_at_stage": 40, "conversion_from_previous": 0.4, "ci_low": 0.3094, "ci_high": 0.4980,
                         "in_progress": 12}],
             "drop_off": {"by_stage": [{"stage": "activation", "users_lost": 60, "drop_off_rate": 0.6}]}}""";

    private static final String ONE_DAY = "{\"series\": [{\"date\": \"2024-01-01\", \"dau\": %s, \"wau\": %s}], %s}";

    /** Not JUnit's: a browser's last helpers may still write there while it is cleared. */
    @SuppressWarnings("NullAway.Init")
    private Path scratch;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    private StandIn lodestar;

    @BeforeEach
    void there_is_a_browser() throws IOException {
        Optional<Browser> found = Browser.found();
        assumeThat(found).as("a Chromium on the PATH").isPresent();
        browser = found.orElseThrow();
        scratch = Files.createTempDirectory(Path.of("target"), "browser");
        lodestar = new StandIn()
                .answers("/me", 200, "{\"name\": \"Ann\", \"roles\": [\"viewer\"], \"segments\": []}")
                .answers("/metrics/summary", 200, "{\"total_users\": 12, %s}".formatted(COVERED));
    }

    @AfterEach
    void close() {
        if (lodestar != null) {
            lodestar.close();
        }
    }

    @Test
    void a_segment_of_the_address_holds_where_the_list_of_segments_cannot_be_had() throws Exception {
        lodestar.answers("/funnel", 503, "{}");

        show("?segment=enterprise");

        assertThat(lodestar.queries("/metrics/summary")).containsExactly("segment=enterprise");
    }

    @Test
    void where_who_looks_cannot_be_had_the_page_says_why() throws Exception {
        lodestar.answers("/me", 503, "{\"code\": \"audit_unavailable\"}");

        assertThat(text("problem", show("")))
                .contains("The audit log cannot be written now")
                .contains("Try again");
    }

    @Test
    void a_login_that_does_not_help_is_not_repeated() throws Exception {
        lodestar.answers("/metrics/summary", 401, "{}");

        String page = show("?segment=smb");

        assertThat(lodestar.queries("/me")).hasSizeLessThanOrEqualTo(2);
        assertThat(text("summary", page)).contains("Your session is over");
        assertThat(lodestar.queries("/metrics/summary")).containsOnly("segment=smb");
    }

    @Test
    void what_the_figures_cover_is_the_least_that_all_of_them_cover() throws Exception {
        lodestar.answers(
                "/growth/levers",
                200,
                "{\"levers\": [], \"as_of\": {\"time\": \"2025-12-31T03:04:05Z\"}, \"completeness\": 0.5}");

        String covered = text("as-of", show(""));

        assertThat(covered).contains("received up to Dec 31, 2025").contains("Completeness 50%");
        assertThat(covered).contains("Jan 1, 2024 to Jan 31, 2024, both included, in days of Europe/Berlin");
    }

    @Test
    void copies_that_may_lag_behind_are_told() throws Exception {
        lodestar.answers(
                "/metrics/summary",
                200,
                "{\"as_of\": {\"time\": \"2026-01-02T03:04:05Z\", \"stale_partitions\": [3]}, \"completeness\": 1.0}");

        assertThat(text("notice", show(""))).contains("may lag behind");
    }

    @Test
    void an_empty_installation_has_received_nothing() throws Exception {
        lodestar.answers("/metrics/summary", 200, "{\"as_of\": {\"time\": \"1970-01-01T00:00:00Z\"}}");

        assertThat(text("as-of", show("")))
                .contains("Nothing has been received yet")
                .doesNotContain("1970");
    }

    @Test
    void a_single_day_is_a_point() throws Exception {
        lodestar.answers("/metrics/stickiness", 200, ONE_DAY.formatted("7", "null", COVERED));

        assertThat(points(show(""))).isEqualTo(1);
    }

    @Test
    void weekly_users_are_drawn_where_the_daily_ones_are_withheld() throws Exception {
        lodestar.answers("/metrics/stickiness", 200, ONE_DAY.formatted("null", "70", COVERED));

        String page = show("");

        assertThat(points(page)).isEqualTo(1);
        assertThat(text("activity", page)).doesNotContain("Withheld");
    }

    @Test
    void a_drop_that_is_not_known_is_not_the_biggest() throws Exception {
        lodestar.answers("/funnel", 200, """
                {"stages": [{"stage": "signup", "users_at_stage": 100, "conversion_from_previous": null},
                            {"stage": "activation", "users_at_stage": null, "conversion_from_previous": null, "reason": "no_activity_events"}],
                 "drop_off": {"by_stage": [{"stage": "activation", "users_lost": null, "drop_off_rate": null}]}, %s}""".formatted(COVERED));

        assertThat(text("funnel", show("")))
                .contains("Signup")
                .doesNotContain("Biggest drop")
                .contains("The data holds no activity");
    }

    @Test
    void amounts_are_in_the_currency_that_the_answer_names() throws Exception {
        lodestar.answers("/growth/levers", 200, """
                {"levers": [{"rank": 1, "lever": "seo_content", "target_stage": "awareness", "current_rate": null, "improved_rate": null,
                             "expected_lift": 0.25, "added_users_p50": 10, "added_revenue_p10": 1, "added_revenue_p50": 2500000,
                             "added_revenue_p90": 4000000, "cost": 60000, "roi": 1.5, "payback_month": 3, "confidence": "high"}],
                 "definition": {"currency": "JPY"}}""");

        assertThat(section("levers", show("")))
                .contains("SEO content: ¥2.5M", "¥60K")
                .doesNotContain("$");
    }

    @Test
    void the_interval_of_a_stage_can_be_read_without_pointing_at_it() throws Exception {
        lodestar.answers("/funnel", 200, FUNNEL);

        assertThat(text("funnel", show("")))
                .contains("40% of those before 95 % interval 30.9% to 49.8%, 12 still have time");
    }

    @Test
    void the_biggest_drop_says_how_many_may_still_arrive() throws Exception {
        lodestar.answers("/funnel", 200, FUNNEL);

        assertThat(text("funnel", show("")))
                .contains("Activation loses 60% of those who could reach it, 60 users; 12 of them still have time");
    }

    @Test
    void the_intervals_of_retention_are_read_out_and_walked_with_the_keyboard() throws Exception {
        lodestar.answers("/cohorts/retention", 200, cohort(3)).reader("#retention td.heat", """
                element.focus();
                for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) {
                  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                }""");

        String page = show("");

        assertThat(text("retention", page)).contains("50 of 100; 95 % interval 40.4% to 59.6%");
        assertThat(text("retention-cell", page))
                .contains("Jan 2024, month 2: 50%, 50 of 100; 95 % interval 40.4% to 59.6%");
        assertThat(section("retention", page))
                .doesNotContain("title=\"50 of 100")
                .containsOnlyOnce("tabindex=\"0\"")
                .contains("tabindex=\"0\" data-place=\"Jan 2024, month 2\"");
    }

    @Test
    void retention_is_shown_for_as_many_months_as_there_are() throws Exception {
        lodestar.answers("/cohorts/retention", 200, cohort(30));

        String card = text("retention", show(""));

        assertThat(card).contains(" 28 29 ").doesNotContain("not shown");
    }

    @Test
    void segments_that_differ_in_their_letters_case_look_different() throws Exception {
        lodestar.answers("/funnel", 200, """
                {"stages": [], "breakdown": {"attribute": "segment", "groups": [{"value": "smb", "stages": []}, {"value": "SMB", "stages": []}]}}""");

        assertThat(text("filters", show(""))).contains("All segments smb SMB");
    }

    private String show(String query) throws IOException, InterruptedException {
        return browser.show(lodestar.page(query), scratch);
    }

    /** One cohort of a hundred, of whom half come back each month, under the row of all. */
    private static String cohort(int months) {
        String cells = IntStream.range(0, months).mapToObj("""
                        {"period": %d, "cohort_size": 100, "active_users": 50, "retention_rate": 0.5, "ci_low": 0.4038, "ci_high": 0.5962}"""::formatted).collect(Collectors.joining(", ", "[", "]"));
        return "{\"cohorts\": [{\"cohort\": \"2024-01-01\", \"size\": 100, \"cells\": %s}], \"pooled\": %s}"
                .formatted(cells, cells);
    }

    /** The circles in the chart of active users. */
    private static long points(String page) {
        Matcher circle = Pattern.compile("d=\"M1 0A1 1").matcher(section("activity", page));
        return circle.results().count();
    }

    private static String text(String id, String page) {
        return section(id, page).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    /** From an element's beginning to the beginning of the next one that has an id. */
    private static String section(String id, String page) {
        Matcher element = Pattern.compile(
                        " id=\"" + id + "\"(.*?)(?=<\\w+[^>]* id=\"(?!" + id + "-h|zr)|$)", Pattern.DOTALL)
                .matcher(page);
        assertThat(element.find()).as("#" + id + " in " + page).isTrue();
        return element.group(1);
    }
}
