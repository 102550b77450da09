package dev.lodestar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.PathDirection;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PathSqlTest {
    private static final String HOSTILE = "o'Neil\\ #levels# ${time_zone} @today()";

    static Stream<Arguments> dialectsAndDirections() {
        return Arrays.stream(SqlDialect.values())
                .flatMap(dialect ->
                        Arrays.stream(PathDirection.values()).map(direction -> Arguments.of(dialect, direction)));
    }

    private static PathDefinition definition(PathDirection direction, int depth, String currency) {
        boolean after = direction == PathDirection.AFTER;
        return new PathDefinition(
                new EventCondition(
                        List.of("invoice_paid"),
                        List.of(new PropertyFilter("currency", PropertyOperator.EQ, List.of(currency)))),
                direction,
                depth,
                4,
                Duration.ofDays(30),
                after ? List.of() : List.of("page_viewed"),
                after);
    }

    private static String render(SqlDialect dialect, PathDirection direction, String currency) {
        return PathSql.render(
                dialect,
                definition(direction, 3, currency),
                SqlParameters.STANDARD,
                Filters.of(Map.of("channel", "organic")));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDirections")
    void paths_are_one_statement_whose_parameters_stand_first(SqlDialect dialect, PathDirection direction) {
        String sql = render(dialect, direction, HOSTILE);
        String value = dialect.grammar().text(HOSTILE);

        assertThat(sql.replaceAll("--[^\n]*", "").strip())
                .startsWith("with params as (\n")
                .endsWith(";")
                .containsOnlyOnce(";");
        assertThat(sql).containsOnlyOnce(value).contains("4 as branches,");
        assertThat(sql.replace(value, ""))
                .doesNotContain("#")
                .doesNotContain("${")
                .doesNotContain("@");
        assertThat(sql.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDirections")
    void paths_are_the_statement_that_was_read(SqlDialect dialect, PathDirection direction) throws IOException {
        String file = "paths_" + direction.name().toLowerCase(Locale.ROOT) + ".sql";
        GoldenFile.requireSame(dialect, file, render(dialect, direction, "EUR"));
    }

    @ParameterizedTest
    @MethodSource("dialectsAndDirections")
    void parsers_take_those_that_cannot_be_run(SqlDialect dialect, PathDirection direction) {
        GoldenFile.requireParsed(dialect, render(dialect, direction, "EUR"));
    }

    @ParameterizedTest
    @EnumSource
    void the_shortest_and_the_longest_paths_are_said_too(SqlDialect dialect) {
        for (int depth : List.of(1, PathDefinition.MAX_DEPTH)) {
            GoldenFile.requireParsed(
                    dialect,
                    PathSql.render(
                            dialect,
                            definition(PathDirection.AFTER, depth, "EUR"),
                            SqlParameters.STANDARD,
                            Filters.EVERYBODY));
        }
    }

    @Test
    void an_anchor_of_any_activity_names_no_types() {
        PathDefinition any = new PathDefinition(
                EventCondition.ANY_ACTIVE, PathDirection.AFTER, 2, 5, Duration.ofHours(1), List.of(), false);

        assertThat(PathSql.render(SqlDialect.POSTGRESQL, any, SqlParameters.STANDARD, Filters.EVERYBODY))
                .doesNotContain("anchor_types")
                .doesNotContain("collapsed as (")
                .contains("3600000");
    }
}
