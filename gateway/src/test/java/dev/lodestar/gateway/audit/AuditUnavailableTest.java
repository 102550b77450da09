package dev.lodestar.gateway.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.gateway.edge.FakeServices;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class AuditUnavailableTest {
    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry meters;

    /** A service's answer, the gateway's own, and a refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/funnel", "/api/v1/me", "/api/v1/audit"})
    void an_answer_that_cannot_be_put_down_is_withheld_and_counted_for_the_alert(String path) throws SQLException {
        long before = withheld();

        withoutTheLog(() -> viewer(path).body("code", equalTo("audit_unavailable")));

        assertThat(withheld()).isEqualTo(before + 1);
    }

    /** The service had the call already. */
    @Test
    void a_withheld_answer_says_that_what_was_asked_for_may_have_been_done() throws SQLException {
        withoutTheLog(() -> viewer("/api/v1/funnel").body("detail", containsString("may have been done")));
    }

    private static ValidatableResponse viewer(String path) {
        return given().header("Authorization", Tokens.bearer("alice", Roles.VIEWER))
                .get(path)
                .then()
                .statusCode(503);
    }

    private void withoutTheLog(Runnable call) throws SQLException {
        execute("alter table audit_entry rename to audit_entry_away");
        try {
            call.run();
        } finally {
            execute("alter table audit_entry_away rename to audit_entry");
        }
    }

    private long withheld() {
        return meters.timer("lodestar.gateway.refusals", "code", "audit_unavailable")
                .count();
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
