package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlLibrary;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every file, whatever it computes. */
class SqlFilesTest {
    private static final SqlLibrary LIBRARY = SqlLibrary.of(SqlDialect.POSTGRESQL);

    private SqlWarehouse warehouse;

    @BeforeEach
    void open() throws SQLException {
        warehouse = SqlWarehouse.empty();
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_file_is_one_statement_whose_parameters_stand_first(SqlQuery query) {
        String sql = LIBRARY.render(query, SqlParameters.STANDARD);

        String code = sql.replaceAll("--[^\n]*", "").strip();
        assertThat(code).startsWith("with params as (\n").endsWith(";").containsOnlyOnce(";");
        assertThat(sql).doesNotContain("${");
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
            warehouse.execute(
                    "set time zone '" + zone + "'; set datestyle to 'ISO'; set intervalstyle to 'sql_standard'");
            assertThat(warehouse.run(query, berlin)).as(zone).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_table_is_left_behind_and_none_is_written(SqlQuery query) throws SQLException {
        warehouse.execute(SmallProduct.INSERTS);
        warehouse.execute("set default_transaction_read_only = on");

        assertThat(warehouse.run(query, SqlParameters.STANDARD).rows()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_value_is_never_read_as_sql(SqlQuery query) throws SQLException {
        warehouse.execute(SmallProduct.INSERTS);
        String hostile = "o'Neil\\'; drop schema analytics cascade; -- ${time_zone} $1 :name ?\n'";

        for (String setting : List.of("on", "off")) {
            warehouse.execute("set standard_conforming_strings = " + setting);
            warehouse.run(query, SqlParameters.STANDARD.with(it -> it.segment(hostile)));
        }

        warehouse.execute("update analytics.user_profiles set segment = E'"
                + hostile.replace("\\", "\\\\").replace("'", "\\'") + "'");
        SqlParameters ofAll = SqlParameters.STANDARD.with(it -> it.segment(hostile));
        assertThat(warehouse.run(SqlQuery.COHORT_RETENTION, ofAll).integer(0, "cohort_size"))
                .isEqualTo(2);
    }
}
