package dev.lodestar.ingest.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.ingest.Warehouse;
import dev.lodestar.ingest.intake.IdenticalRows;
import dev.lodestar.ingest.intake.Intake;
import dev.lodestar.ingest.intake.Origin;
import dev.lodestar.ingest.intake.Submission;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were refused before their user was erased and reach the quarantine after that. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = CohortLists.class, scope = TestResourceScope.GLOBAL)
class RefusedRowsOnTheirWayTest {
    private final String person = "jane-" + UUID.randomUUID();
    private final String other = "joe-" + UUID.randomUUID();

    @Inject
    Warehouse warehouse;

    @Inject
    Intake intake;

    @ParameterizedTest
    @ValueSource(strings = {"blocked", "new_person"})
    void nothing_is_kept_of_refused_rows_that_were_on_their_way_when_their_user_was_erased(String returning) {
        Submission onItsWay;
        try (IdenticalRows identicalRows = new IdenticalRows(1 << 16)) {
            List<SourceRow> rows = List.of(refused(person), refused(other));
            onItsWay = intake.submit(DataSet.EVENTS, rows, new Origin(Instant.now(), 0, null), identicalRows);
        }
        given().header("Authorization", Tokens.bearer("dpo", "privacy"))
                .delete("/api/v1/users/{id}?returning=" + returning, person)
                .then()
                .statusCode(202);

        intake.settle(onItsWay);

        assertThat(warehouse.refused(person)).isEmpty();
        assertThat(warehouse.refused(other)).hasSize(1);
    }

    @Test
    void refused_rows_that_took_longer_than_an_erasure_waits_are_not_filed() {
        Instant longAgo = Instant.now().minusSeconds(31);
        try (IdenticalRows identicalRows = new IdenticalRows(1 << 16)) {
            Submission late = intake.submit(
                    DataSet.EVENTS, List.of(refused(person)), new Origin(longAgo, 0, null), identicalRows);

            assertThatThrownBy(() -> intake.settle(late))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("could not be filed");
        }
        assertThat(warehouse.refused(person)).isEmpty();
    }

    private static SourceRow refused(String user) {
        return new SourceRow.Json(
                1, ("{\"user_id\":\"" + user + "\",\"event_type\":\"nonsense\"}").getBytes(StandardCharsets.UTF_8));
    }
}
