package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.path.PathStep;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.PathSql;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.PathOracle;
import dev.lodestar.testkit.oracle.RandomCriteria;
import dev.lodestar.testkit.oracle.RandomHistory;
import dev.lodestar.testkit.oracle.RandomPaths;
import dev.lodestar.testkit.oracle.Slice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random paths on random histories as SQL, against the naive second implementation, step by step; a failure names the seed. */
class PathSqlAgreesTest {
    private static final int DEFINITIONS = Integer.getInteger("lodestar.sql.definitions", 200);

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "DUCKDB"})
    void every_step_of_random_paths_is_the_same(SqlDialect dialect) throws Exception {
        long walked = 0;
        try (SqlWarehouse warehouse = SqlWarehouse.empty(dialect)) {
            for (long seed = 1; seed <= DEFINITIONS; seed++) {
                Facts history = RandomHistory.of(seed).facts();
                warehouse.clear();
                WarehouseRows.copy(history, warehouse);
                Random random = new Random(17 * seed + 11);
                // the end of the data depends on today, which the facts set and the database does not
                Facts facts = new Facts(
                        history.users(),
                        history.acquisition(),
                        history.zone(),
                        history.plan(),
                        LocalDate.now(history.zone()));
                Scope scope = scope(facts, random);
                if (seed % 3 == 0) {
                    scope = new RandomCriteria(facts, random).narrow(scope);
                }
                walked += check(seed, warehouse, dialect, Slice.of(facts, scope), RandomPaths.next(random));
            }
        }
        assertThat(walked).as("steps walked in all").isGreaterThan(DEFINITIONS);
    }

    private static long check(
            long seed, SqlWarehouse warehouse, SqlDialect dialect, Slice slice, PathDefinition definition)
            throws Exception {
        Facts facts = slice.facts();
        Scope scope = slice.scope();
        SqlParameters parameters = SqlParameters.STANDARD.with(
                it -> it.timeZone(facts.zone()).range(scope.from(), scope.to()).plan(facts.plan()));
        SqlTable table = warehouse.run(PathSql.render(dialect, definition, parameters, scope.filters()));
        List<String> columns = new ArrayList<>(List.of("step_number"));
        for (int step = 1; step <= definition.depth(); step++) {
            columns.add("step_" + step);
        }
        columns.addAll(List.of("users", "share", "share_of_previous", "other_users", "ended_users"));
        PathOracle oracle = new PathOracle(slice, definition);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        long anchored = oracle.anchorUsers();
        expected.add(row(
                definition.depth(),
                List.of(),
                anchored,
                anchored == 0 ? null : 1.0,
                null,
                oracle.otherUsers(),
                oracle.endedUsers()));
        steps(definition.depth(), List.of(), oracle.next(), expected);
        table.requireSame("seed " + seed + ", " + definition + ", " + scope, columns, expected.stream());
        return expected.size() - 1;
    }

    private static void steps(
            int depth, List<String> before, List<PathStep> next, List<List<@Nullable Object>> expected) {
        for (PathStep step : next) {
            List<String> path = new ArrayList<>(before);
            path.add(step.event());
            expected.add(row(
                    depth,
                    path,
                    step.users(),
                    step.share(),
                    step.shareOfPrevious(),
                    step.otherUsers(),
                    step.endedUsers()));
            steps(depth, path, step.next(), expected);
        }
    }

    private static List<@Nullable Object> row(int depth, List<String> path, @Nullable Object... figures) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(path.size());
        row.addAll(path);
        row.addAll(Collections.nCopies(depth - path.size(), null));
        Collections.addAll(row, figures);
        return row;
    }

    private static Scope scope(Facts facts, Random random) {
        LocalDate first = Slice.of(facts, Scope.EVERYTHING).from();
        LocalDate from = random.nextInt(3) != 0 ? null : first.plusDays(random.nextInt(60) - 5L);
        LocalDate to = random.nextInt(3) != 0 ? null : (from == null ? first : from).plusDays(random.nextInt(200));
        Filters filters = switch (random.nextInt(6)) {
            case 0 -> Filters.of(Map.of("segment", "enterprise"));
            case 1 -> Filters.of(Map.of(RandomHistory.DEVICE, Filters.NONE));
            default -> Filters.EVERYBODY;
        };
        return new Scope(from, to, filters);
    }
}
