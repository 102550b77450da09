package dev.lodestar.report.artifact;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.lodestar.report.run.Peers;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle of which the database knows two files, and the disk one. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
@Timeout(20)
class LostFilesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final UUID run = UUID.randomUUID();

    @Inject
    Pool database;

    @BeforeEach
    void loseOneOfTwoFiles() throws IOException {
        execute("""
                insert into analysis_run (id, requested_by, requested_at, levers, months, seed, missing, finished_at, end_published_at)
                values ($1, 'lost', now(), '', 12, 1, '', now(), now())
                """);
        execute("""
                insert into artifact (run_id, name, media_type, size_bytes, sha256)
                values ($1, 'kept.txt', 'text/plain', 1, 'a'), ($1, 'lost.txt', 'text/plain', 1, 'b')
                """);
        Path bundle = Path.of(ConfigProvider.getConfig().getValue("lodestar.artifacts.directory", String.class))
                .resolve(run.toString());
        Files.createDirectories(bundle);
        Files.writeString(bundle.resolve("kept.txt"), "x");
    }

    @AfterEach
    void clear() {
        execute("delete from analysis_run where id = $1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"artifacts/lost.txt", "bundle.zip", "artifacts/bundle.zip"})
    void what_cannot_be_had_without_the_lost_file_is_not_found(String path) {
        given().header("Authorization", Tokens.bearer("ann", "analyst"))
                .get("/api/v1/analysis/runs/" + run + "/" + path)
                .then()
                .statusCode(404)
                .body("code", equalTo("bundle_not_found"));
    }

    @Test
    void the_file_that_is_there_is_answered() {
        given().header("Authorization", Tokens.bearer("ann", "analyst"))
                .get("/api/v1/analysis/runs/" + run + "/artifacts/kept.txt")
                .then()
                .statusCode(200)
                .body(equalTo("x"));
    }

    private void execute(String sql) {
        database.preparedQuery(sql).execute(Tuple.of(run)).await().atMost(LIMIT);
    }
}
