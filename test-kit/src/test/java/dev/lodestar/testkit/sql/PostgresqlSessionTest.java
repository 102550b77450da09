package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlLibrary;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only PostgreSQL has to be held to: the warehouse of Lodestar itself. */
class PostgresqlSessionTest {
    private static final String HOSTILE = "o'Neil\\'; drop schema analytics cascade; --";

    private SqlWarehouse warehouse;

    @BeforeEach
    void open() throws SQLException {
        warehouse = PostgresqlWarehouse.empty();
        warehouse.execute(SmallProduct.INSERTS);
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
    }

    @ParameterizedTest
    @EnumSource
    void no_table_is_left_behind_and_none_is_written(SqlQuery query) throws SQLException {
        warehouse.execute("set default_transaction_read_only = on");

        assertThat(warehouse.run(query, SqlParameters.STANDARD).rows()).isNotEmpty();
    }

    @Test
    void a_backslash_is_read_alike_whatever_the_session_says() throws SQLException {
        String sql = SqlLibrary.of(SqlDialect.POSTGRESQL)
                .render(SqlQuery.COHORT_RETENTION, SqlParameters.STANDARD.with(it -> it.segment(HOSTILE)));
        warehouse.execute("update analytics.user_profiles set segment = '" + HOSTILE.replace("'", "''") + "'");

        for (String setting : List.of("on", "off")) {
            warehouse.execute("set standard_conforming_strings = " + setting);
            assertThat(warehouse.run(sql).integer(0, "cohort_size")).isEqualTo(2);
        }
    }
}
