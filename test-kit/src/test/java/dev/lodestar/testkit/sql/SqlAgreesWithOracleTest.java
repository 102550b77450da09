package dev.lodestar.testkit.sql;

import dev.lodestar.datagen.GenerationRequest;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.RandomCriteria;
import dev.lodestar.testkit.oracle.RandomHistory;
import dev.lodestar.testkit.oracle.Slice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every cell of every query against the naive second implementation. */
@ParameterizedClass
@EnumSource(
        value = SqlDialect.class,
        names = {"POSTGRESQL", "DUCKDB"})
class SqlAgreesWithOracleTest {
    /** DuckDB takes longer to plan a statement than to run it; {@code -Dlodestar.sql.histories} asks for more of both. */
    private static final Map<SqlDialect, Integer> HISTORIES = Map.of(SqlDialect.POSTGRESQL, 150, SqlDialect.DUCKDB, 20);

    private final SqlDialect dialect;
    private final int histories;
    private SqlWarehouse warehouse;

    SqlAgreesWithOracleTest(SqlDialect dialect) {
        this.dialect = dialect;
        this.histories = Integer.getInteger("lodestar.sql.histories", HISTORIES.get(dialect));
    }

    @BeforeEach
    void open() throws SQLException {
        warehouse = SqlWarehouse.empty(dialect);
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
    }

    @Test
    void every_cell_is_the_same_on_random_histories() throws Exception {
        for (long seed = 1; seed <= histories; seed++) {
            Facts facts = RandomHistory.of(seed).facts();
            warehouse.clear();
            WarehouseRows.copy(facts, warehouse);

            question("seed " + seed, facts, Scope.EVERYTHING).check();
            question("seed " + seed, facts, scope(facts, new Random(seed))).check();
            if (seed % 3 == 0) {
                question("seed " + seed, facts, chosenFreely(facts, new Random(seed)))
                        .check();
            }
        }
    }

    @Test
    void every_cell_is_the_same_on_generated_users(@TempDir Path directory) throws Exception {
        GenerationRequest request = new GenerationRequest(
                250, 5_000, 7, LocalDate.of(2024, 9, 1), LocalDate.of(2025, 6, 10), ZoneId.of("America/New_York"));
        Facts facts = GeneratedFacts.of(request, directory);
        WarehouseRows.copy(facts, warehouse);

        question("generated", facts, Scope.EVERYTHING).check();
        question("generated enterprise", facts, segment("enterprise")).check();
    }

    /** A part of the time, of the users, or of both. */
    private static Scope scope(Facts facts, Random random) {
        Slice everything = Slice.of(facts, Scope.EVERYTHING);
        int days = (int) (everything.to().toEpochDay() - everything.from().toEpochDay());
        LocalDate from = everything.from().plusDays(random.nextInt(days + 1));
        LocalDate to = from.plusDays(random.nextInt(days + 3));
        Filters filters = random.nextBoolean()
                ? Filters.EVERYBODY
                : segment(List.of("enterprise", "smb", Filters.NONE).get(random.nextInt(3)))
                        .filters();
        return new Scope(random.nextInt(4) == 0 ? null : from, to, filters);
    }

    /** The same of users by several attributes, of whom every other time only the members of a cohort count. */
    private static Scope chosenFreely(Facts facts, Random random) {
        Scope scope = scope(facts, random);
        Filters filters = new Filters(new TreeMap<>(Map.of(
                "segment",
                List.of("enterprise", Filters.NONE),
                random.nextBoolean() ? "channel" : RandomHistory.DEVICE,
                List.of("organic", "mobile", Filters.NONE))));
        Scope chosen = new Scope(scope.from(), scope.to(), random.nextBoolean() ? filters : Filters.EVERYBODY);
        return random.nextBoolean() ? chosen : new RandomCriteria(facts, random).narrow(chosen);
    }

    private static Scope segment(String value) {
        return new Scope(null, null, Filters.of(Map.of("segment", value)));
    }

    /** The default end of the range depends on today, which the facts set and the database does not: it is given where it would bind. */
    private OracleQuestion question(String name, Facts facts, Scope scope) {
        Slice slice = Slice.of(facts, scope);
        Slice later = Slice.of(
                new Facts(facts.users(), facts.acquisition(), facts.zone(), facts.plan(), LocalDate.now(facts.zone())),
                scope);
        LocalDate to = scope.to() == null && slice.to().equals(later.to()) ? null : slice.to();
        SqlParameters parameters = SqlParameters.STANDARD.with(
                it -> it.timeZone(facts.zone()).range(scope.from(), to).topShare(new BigDecimal("0.1")));
        return new OracleQuestion(name + ", " + facts.zone() + ", " + scope, warehouse, slice, parameters);
    }
}
