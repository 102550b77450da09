package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Step;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.time.CalendarPeriod;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlMembersTest {
    private static final String HOSTILE = "o'Neil\\ #cohort# ${time_zone} @today()";
    private static final int DAY = (int) LocalDate.of(2025, 3, 1).toEpochDay();

    /** One of everything. */
    private static Filters members(String value) {
        EventCondition paid = new EventCondition(
                List.of("invoice_paid"), List.of(new PropertyFilter("currency", PropertyOperator.EQ, List.of(value))));
        UserCriterion loyal = new UserCriterion.AllOf(List.of(
                new UserCriterion.Did(paid, 2, 9, new EventWindow.InDays(DAY, DAY + 31)),
                new UserCriterion.Not(new UserCriterion.Did(
                        EventCondition.ANY_ACTIVE, 1, Integer.MAX_VALUE, new EventWindow.Trailing(30)))));
        return Filters.EVERYBODY
                .and(new UserCriterion.AnyOf(List.of(
                        loyal,
                        new UserCriterion.HasAttribute("plan_type", List.of("pro", Filters.NONE)),
                        new UserCriterion.HasAttribute("device", List.of("mobile")),
                        new UserCriterion.Members(users(5)))))
                .and(new UserCriterion.Did(
                        new EventCondition(List.of("page_created", "page_viewed"), List.of()),
                        0,
                        0,
                        new EventWindow.SinceSignup(24, 168, Integer.MAX_VALUE)));
    }

    private static List<UUID> users(long count) {
        return LongStream.rangeClosed(1, count).mapToObj(id -> new UUID(0, id)).toList();
    }

    private static String render(SqlDialect dialect, Filters filters) {
        return ActivitySql.render(
                dialect, ActivityRows.ACTIVE_DAYS, CalendarPeriod.DAILY, SqlParameters.STANDARD, filters);
    }

    @ParameterizedTest
    @EnumSource
    void the_members_of_a_cohort_are_found_within_the_one_statement(SqlDialect dialect) {
        String sql = render(dialect, members(HOSTILE));
        String value = dialect.grammar().text(HOSTILE);

        assertThat(sql.replaceAll("--[^\n]*", "").strip())
                .startsWith("with params as (\n")
                .endsWith(";")
                .containsOnlyOnce(";");
        assertThat(sql)
                .contains("inner join cohort_members as o on o.user_id = e.user_id")
                .containsOnlyOnce(value);
        assertThat(sql.replace(value, ""))
                .doesNotContain("#")
                .doesNotContain("${")
                .doesNotContain("@");
        assertThat(sql.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @EnumSource
    void a_cohort_is_the_statement_that_was_read(SqlDialect dialect) throws IOException {
        GoldenFile.requireSame(dialect, "activity_of_members.sql", render(dialect, members("EUR")));
    }

    @ParameterizedTest
    @EnumSource
    void parsers_take_cohorts_that_cannot_be_run(SqlDialect dialect) {
        GoldenFile.requireParsed(dialect, render(dialect, members("EUR")));
    }

    @Test
    void funnels_and_retention_count_members_only() {
        FunnelDefinition funnel = FunnelDefinition.of(Step.of("page_created"), Step.of("page_viewed"));
        RetentionDefinition retention = RetentionDefinition.of(CalendarPeriod.WEEKLY, RetentionMode.ON);

        assertThat(FunnelSql.render(SqlDialect.TRINO, funnel, SqlParameters.STANDARD, members("EUR"), FunnelRows.STEPS))
                .contains("cohort_members as (", "inner join cohort_members as o on o.user_id = e.user_id");
        assertThat(RetentionSql.render(SqlDialect.TRINO, retention, SqlParameters.STANDARD, members("EUR")))
                .contains("cohort_members as (", "inner join cohort_members as o on o.user_id = s.user_id");
    }

    @Test
    void a_statement_lists_so_many_users_and_no_more() {
        UserCriterion most = new UserCriterion.Members(users(SqlMembers.MOST_LISTED));
        UserCriterion oneMore = new UserCriterion.Not(new UserCriterion.Members(users(1)));

        assertThat(render(SqlDialect.CLICKHOUSE, Filters.EVERYBODY.and(most)).length())
                .as("ClickHouse reads 256 KiB")
                .isLessThan(256 * 1024);
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() ->
                        render(SqlDialect.DUCKDB, Filters.EVERYBODY.and(most).and(oneMore)))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("cohort"))
                .withMessageContaining("5001 listed users")
                .withMessageContaining("at most 5000 users");
    }

    @Test
    void a_cohort_by_an_attribute_whose_name_cannot_be_written_everywhere_is_refused() {
        UserCriterion quoted = new UserCriterion.Not(
                new UserCriterion.AnyOf(List.of(new UserCriterion.HasAttribute("a \"quoted\" one", List.of("x")))));

        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> render(SqlDialect.DUCKDB, Filters.EVERYBODY.and(quoted)))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("cohort"))
                .withMessageContaining("a \"quoted\" one")
                .withMessageContaining("no control character");
    }
}
