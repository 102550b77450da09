package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every file, whatever it computes. */
@ParameterizedClass
@EnumSource(
        value = SqlDialect.class,
        names = {"POSTGRESQL", "DUCKDB"})
class SqlFilesTest {
    private static final String HOSTILE = "o'Neil\\'; drop schema analytics cascade; -- ${time_zone} $1 :name ?\n'";

    private final SqlDialect dialect;
    private SqlWarehouse warehouse;

    SqlFilesTest(SqlDialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() throws SQLException {
        warehouse = SqlWarehouse.empty(dialect);
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_file_runs_on_empty_tables(SqlQuery query) throws SQLException {
        SqlTable table = warehouse.run(query, SqlParameters.STANDARD);

        assertThat(table.columns()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void the_time_zone_and_the_settings_of_the_session_do_not_matter(SqlQuery query) throws SQLException {
        warehouse.execute(SmallProduct.INSERTS);
        SqlParameters berlin = SqlParameters.STANDARD.with(it -> it.timeZone(ZoneId.of("Europe/Berlin")));
        SqlTable expected = warehouse.run(query, berlin);

        for (String zone : List.of("UTC", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin")) {
            warehouse.showTimesIn(zone);
            assertThat(warehouse.run(query, berlin)).as(zone).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_value_is_never_read_as_sql(SqlQuery query) throws SQLException {
        warehouse.execute(SmallProduct.INSERTS);
        SqlParameters ofHostile = SqlParameters.STANDARD.with(it -> it.segment(HOSTILE));

        warehouse.run(query, ofHostile);
        warehouse.execute("update analytics.user_profiles set segment = '" + HOSTILE.replace("'", "''") + "'");

        assertThat(warehouse.run(SqlQuery.COHORT_RETENTION, ofHostile).integer(0, "cohort_size"))
                .isEqualTo(2);
    }
}
