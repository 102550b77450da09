package dev.lodestar.gateway.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.lodestar.gateway.audit.domain.AuditEvent;
import dev.lodestar.gateway.audit.domain.AuditEvent.Action;
import dev.lodestar.gateway.audit.domain.AuditEvent.Actor;
import dev.lodestar.gateway.audit.domain.AuditEvent.Decision;
import dev.lodestar.gateway.audit.domain.AuditEvent.Outcome;
import dev.lodestar.gateway.edge.FakeServices;
import dev.lodestar.kit.identity.Roles;
import dev.lodestar.launcher.audit.BrokenExportException;
import dev.lodestar.launcher.audit.ExportVerifier;
import dev.lodestar.launcher.audit.ExportVerifier.Beginning;
import dev.lodestar.launcher.audit.ExportVerifier.Proof;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import dev.lodestar.testkit.devstack.Tokens;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeServices.class, scope = TestResourceScope.GLOBAL)
class AuditProofTest {
    @Inject
    AgroalDataSource database;

    @Inject
    AuditSigner signer;

    @Inject
    AuditRetention retention;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    AuditConfig config;

    @TempDir
    Path directory;

    private final String subject = "u-" + UUID.randomUUID();

    @BeforeEach
    void some_entries_are_signed_and_published() throws Exception {
        IntStream.range(0, 6).forEach(call -> as(Roles.VIEWER).get("/api/v1/funnel?call=" + call));
        await(signer.sign());
        await(signer.publish());
    }

    @Test
    void signed_heads_are_listed_with_the_keys_that_prove_them() throws Exception {
        as(Roles.VIEWER).get("/api/v1/funnel");
        await(signer.sign());

        JsonPath newest = auditor()
                .get("/api/v1/audit/checkpoints?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath next = auditor()
                .get("/api/v1/audit/checkpoints?limit=1&cursor=" + newest.getString("next_cursor"))
                .jsonPath();

        assertThat(newest.getLong("checkpoints[0].sequence")).isGreaterThan(next.getLong("checkpoints[0].sequence"));
        assertThat(newest.getMap("public_keys")).containsOnlyKeys(newest.getString("checkpoints[0].key_id"));
        auditor().get("/api/v1/audit/checkpoints?limit=1001").then().statusCode(422);
        as(Roles.ANALYST).get("/api/v1/audit/checkpoints").then().statusCode(403);
    }

    @Test
    void an_intact_log_fits_its_signed_heads_in_the_database_and_outside() {
        auditor()
                .get("/api/v1/audit/verify")
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("signed_heads", greaterThan(0))
                .body("outside_heads", greaterThan(0))
                .body("outside_reason", equalTo(null));
    }

    @Test
    void nothing_is_signed_that_does_not_fit_what_was_signed_before() throws Exception {
        long signed = newestSigned();
        as(Roles.VIEWER).get("/api/v1/funnel");
        try (TamperedLog log = new TamperedLog(database)) {
            log.execute("update audit_entry set subject = 'mallory' where sequence = " + (signed + 1));
            await(signer.sign());
            assertThat(newestSigned()).isEqualTo(signed);
        }
        await(signer.sign());
        assertThat(newestSigned()).isGreaterThan(signed);
    }

    /** Each line is what the intruder does, beside moving hashes and head so that the chain fits itself where that is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "altered             | update audit_entry set status = 500 where sequence = @ - 2                           | entry_changed",
                "deleted             | delete from audit_entry where sequence = @ - 2                                      | entry_missing",
                "swapped             | update audit_entry set sequence = -sequence where sequence = @ - 2;"
                        + " update audit_entry set sequence = @ - 2 where sequence = @ - 1;"
                        + " update audit_entry set sequence = @ - 1 where sequence < 0                                      | link_broken",
                "cut off             | delete from audit_entry where sequence > @ - 2;"
                        + " update audit_head set (sequence, hash) ="
                        + " (select sequence, hash from audit_entry where sequence = @ - 2)                                 | truncated",
                "cut off with heads  | delete from audit_entry where sequence > @ - 2; delete from audit_checkpoint where sequence > @ - 2;"
                        + " update audit_head set (sequence, hash) ="
                        + " (select sequence, hash from audit_entry where sequence = @ - 2)                                 | truncated",
                "rewritten           | update audit_entry set subject = 'mallory' where sequence = 1 + (select coalesce(max(sequence), 0) from audit_floor); REHASH | rewritten",
                "rewritten, no heads | update audit_entry set subject = 'mallory' where sequence = 1 + (select coalesce(max(sequence), 0) from audit_floor);"
                        + " delete from audit_checkpoint; REHASH                                                           | rewritten",
                "signed by another   | update audit_checkpoint set signature = 'AAAA'                                       | signature_invalid",
                "removed as if old   | insert into audit_floor (sequence, hash, signed_at, key_id, signature)"
                        + " select sequence, hash, signed_at, key_id, signature from audit_checkpoint where sequence = @"
                        + " on conflict (only_row) do update set sequence = excluded.sequence, hash = excluded.hash;"
                        + " delete from audit_entry where sequence <= @                                                    | signature_invalid"
            })
    void tampering_is_found(String name, String tampering, String reason) throws Exception {
        long signed = newestSigned();
        try (TamperedLog log = new TamperedLog(database)) {
            log.execute(tampering.replace("REHASH", "").replace("@", Long.toString(signed)));
            if (tampering.contains("REHASH")) {
                log.rehash(firstKept());
            }
            auditor()
                    .get("/api/v1/audit/verify")
                    .then()
                    .body("valid", equalTo(false))
                    .body("reason", equalTo(reason));
        }
        auditor().get("/api/v1/audit/verify").then().body("valid", equalTo(true));
    }

    @Test
    void an_export_proves_itself_offline() throws Exception {
        Path file = export("");

        Proof proof = ExportVerifier.verify(file, List.of(publicKey()), null);

        assertThat(proof.entries()).isEqualTo(proof.last() - proof.first() + 1);
        assertThat(proof.signedHeads()).isPositive();
        assertThat(proof.ownKeysOnly()).isFalse();
        assertThat(ExportVerifier.verify(file, List.of(), null).ownKeysOnly()).isTrue();
        as(Roles.ANALYST).get("/api/v1/audit/export").then().statusCode(403);
    }

    @Test
    void entries_of_the_first_version_keep_their_place_in_a_chain_that_goes_on_in_the_second() throws Exception {
        try (TamperedLog log = new TamperedLog(database)) {
            log.execute("update audit_entry set version = 1, trace_id = null, as_of = null where sequence <= "
                    + (newestSigned() - 3));
            log.execute("delete from audit_checkpoint");
            log.rehash(firstKept());
            await(signer.sign());
            as(Roles.VIEWER).get("/api/v1/funnel");
            Path file = export("");

            List<String> lines = Files.readAllLines(file);
            assertThat(lines.get(1)).doesNotContain("\"version\"").doesNotContain("trace_id");
            assertThat(lines).anyMatch(line -> line.contains("\"version\":2") && line.contains("\"trace_id\":\""));
            Proof proof = ExportVerifier.verify(file, List.of(publicKey()), null);
            assertThat(proof.entries()).isEqualTo(proof.last() - proof.first() + 1);
            assertThat(proof.signedHeads()).isPositive();
            auditor()
                    .get("/api/v1/audit/verify")
                    .then()
                    .body("reason", equalTo("rewritten"))
                    .body("signed_heads", greaterThan(0));
        }
        auditor().get("/api/v1/audit/verify").then().body("valid", equalTo(true));
    }

    @Test
    void an_export_may_begin_at_a_signed_head_and_nowhere_else() throws Exception {
        long signed = newestSigned();
        as(Roles.VIEWER).get("/api/v1/funnel");

        Proof proof = ExportVerifier.verify(export("?after=" + signed), List.of(publicKey()), null);

        assertThat(proof.first()).isEqualTo(signed + 1);
        assertThat(proof.beginning()).isEqualTo(Beginning.HEAD);
        auditor()
                .get("/api/v1/audit/export?after=" + (signed + 1_000_000))
                .then()
                .statusCode(422)
                .body("field", equalTo("after"));
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery(
                        "altered",
                        "was changed",
                        lines -> replaced(
                                lines, entryWith(lines, "\"GET\""), line -> line.replace("\"GET\"", "\"PUT\""))),
                forgery("deleted", "is missing", lines -> without(lines, entryWith(lines, ""))),
                forgery("swapped", "out of place", lines -> {
                    List<String> swapped = new ArrayList<>(lines);
                    Collections.swap(swapped, 1, 2);
                    return swapped;
                }),
                forgery("front cut off", "no trusted key has signed that place", AuditProofTest::withoutFront),
                forgery(
                        "front cut off, passed off as the policy's work with the signature of a head",
                        "no trusted key has signed that place",
                        lines -> replaced(
                                withoutFront(lines),
                                0,
                                first -> first.replace(
                                        "\"public_keys\"",
                                        "\"after_signed\":" + signatureOfHead(lines) + ",\"public_keys\""))),
                forgery("cut off", "cut off", lines -> lines.subList(0, lines.size() - 2)),
                forgery("cut off, end kept", "other numbers", lines -> without(lines, lines.size() - 2)),
                forgery(
                        "signature of another place",
                        "signature",
                        lines -> lines.stream()
                                .map(line -> line.replaceAll("\"signature\":\"....", "\"signature\":\"AAAA"))
                                .toList()));
    }

    /** As if the file had begun after its first entry, numbers and hashes put right. */
    private static List<String> withoutFront(List<String> lines) {
        String hash = lines.get(1).replaceAll(".*\"hash\":\"([0-9a-f]{64})\".*", "$1");
        String sequence = lines.get(1).replaceAll(".*\"sequence\":([0-9]+).*", "$1");
        String entries = lines.getLast().replaceAll(".*\"entries\":([0-9]+).*", "$1");
        List<String> cut = new ArrayList<>(lines);
        cut.remove(1);
        cut.set(
                0,
                lines.getFirst()
                        .replaceAll("\"after_signed\":(null|\\{[^}]*})", "\"after_signed\":null")
                        .replaceAll("\"after\":[0-9]+", "\"after\":" + sequence)
                        .replaceAll("\"after_hash\":\"[0-9a-f]+\"", "\"after_hash\":\"" + hash + "\""));
        cut.set(
                cut.size() - 1,
                lines.getLast().replace("\"entries\":" + entries, "\"entries\":" + (Long.parseLong(entries) - 1)));
        return cut;
    }

    private static String signatureOfHead(List<String> lines) {
        String head = lines.stream()
                .filter(line -> line.contains("signed_head"))
                .findFirst()
                .orElseThrow();
        return "{\"kind\":\"floor\"," + head.replaceAll(".*(\"signed_at\".*)", "$1");
    }

    private static Arguments forgery(String name, String finding, UnaryOperator<List<String>> change) {
        return Arguments.of(name, finding, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void a_forged_export_is_found(String name, String finding, UnaryOperator<List<String>> change) throws Exception {
        Path file = export("");
        Files.write(file, change.apply(Files.readAllLines(file)));

        assertThatThrownBy(() -> ExportVerifier.verify(file, List.of(publicKey()), null))
                .isInstanceOf(BrokenExportException.class)
                .hasMessageContaining(finding);
    }

    @Test
    void an_export_of_a_log_that_was_rewritten_or_cut_off_is_found_by_the_heads_kept_elsewhere() throws Exception {
        Path heads = directory.resolve("heads");
        Files.write(heads, List.of(newestHead()));
        long signed = newestSigned();
        Path rewritten;
        Path cut;
        try (TamperedLog log = new TamperedLog(database)) {
            log.execute("update audit_entry set subject = 'mallory' where sequence = " + firstKept());
            log.execute("delete from audit_checkpoint");
            log.rehash(firstKept());
            rewritten = export("");
        }
        try (TamperedLog log = new TamperedLog(database)) {
            log.execute("delete from audit_checkpoint where sequence > " + (signed - 4));
            log.execute("delete from audit_entry where sequence > " + (signed - 4)
                    + "; update audit_head set (sequence, hash) ="
                    + " (select sequence, hash from audit_entry order by sequence desc limit 1)");
            cut = export("");
        }

        assertThat(ExportVerifier.verify(export(""), List.of(publicKey()), heads)
                        .signedHeads())
                .isPositive();
        assertThatThrownBy(() -> ExportVerifier.verify(rewritten, List.of(publicKey()), heads))
                .hasMessageContaining("rewritten");
        assertThatThrownBy(() -> ExportVerifier.verify(cut, List.of(publicKey()), heads))
                .hasMessageContaining("the end was cut off");
    }

    @Test
    void a_file_whose_heads_another_key_signed_is_not_trusted() throws Exception {
        String stranger = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

        assertThatThrownBy(() -> ExportVerifier.verify(export(""), List.of(stranger), null))
                .hasMessageContaining("not trusted");
    }

    @Test
    void what_is_older_than_the_policy_goes_and_the_rest_stays_provable() throws Exception {
        long signed = newestSigned();
        as(Roles.VIEWER).get("/api/v1/funnel");

        int removed = await(retention.forget(Duration.ofSeconds(-5)));

        assertThat(removed).isPositive();
        auditor()
                .get("/api/v1/audit/verify")
                .then()
                .body("valid", equalTo(true))
                .body("removed_up_to", equalTo((int) signed))
                .body("entries", greaterThan(0));
        Path file = export("");
        Proof proof = ExportVerifier.verify(file, List.of(publicKey()), null);
        assertThat(proof.first()).isEqualTo(signed + 1);
        assertThat(proof.beginning()).isEqualTo(Beginning.FLOOR);
        auditor().get("/api/v1/audit/export?after=" + (signed - 1)).then().statusCode(422);
        for (String pretended : List.of("\"kind\":\"head\"", "\"kind\":\"none\"")) {
            Path changed = Files.writeString(
                    directory.resolve("changed"), Files.readString(file).replace("\"kind\":\"floor\"", pretended));
            assertThatThrownBy(() -> ExportVerifier.verify(changed, List.of(publicKey()), null))
                    .hasMessageContaining("no trusted key has signed that place");
        }
        assertThat(await(retention.forget(Duration.ofDays(1)))).isZero();
    }

    @Test
    void several_replicas_append_to_one_chain_without_a_fork() throws Exception {
        List<AuditLog> replicas = IntStream.range(0, 3)
                .mapToObj(replica -> new AuditLog(pool, vertx, config, new SimpleMeterRegistry()))
                .toList();

        List<Future<Void>> appended = IntStream.range(0, 300)
                .mapToObj(entry -> replicas.get(entry % 3).append(event(entry)))
                .toList();
        await(Future.all(appended));

        auditor().get("/api/v1/audit/verify").then().body("valid", equalTo(true));
        assertThat(auditor()
                        .get("/api/v1/audit?limit=1000&subject=" + subject + "&action=login")
                        .jsonPath()
                        .getList("entries.request_id"))
                .hasSize(300)
                .doesNotHaveDuplicates();
    }

    private AuditEvent event(int number) {
        return new AuditEvent(
                Instant.now(),
                Action.LOGIN,
                new Actor(subject, null),
                new AuditEvent.Request("r-" + number, "127.0.0.1", "GET", "/"),
                new Outcome(Decision.ALLOWED, 302, null, 1));
    }

    /** The first entry with a text that another entry follows; signed heads stand between entries when the timer says so. */
    private static int entryWith(List<String> lines, String text) {
        return IntStream.range(1, lines.size() - 1)
                .filter(i -> isEntry(lines.get(i)) && lines.get(i).contains(text) && isEntry(lines.get(i + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isEntry(String line) {
        return line.contains("\"previous_hash\"");
    }

    private static List<String> replaced(List<String> lines, int at, UnaryOperator<String> change) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, change.apply(lines.get(at)));
        return changed;
    }

    private static List<String> without(List<String> lines, int at) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(at);
        return changed;
    }

    private Path export(String query) throws IOException {
        Path file = Files.createTempFile(directory, "export", ".ndjson");
        return Files.write(
                file,
                auditor()
                        .get("/api/v1/audit/export" + query)
                        .then()
                        .statusCode(200)
                        .contentType("application/x-ndjson")
                        .extract()
                        .asByteArray());
    }

    private static long newestSigned() {
        return auditor().get("/api/v1/audit/checkpoints?limit=1").jsonPath().getLong("checkpoints[0].sequence");
    }

    private static String newestHead() {
        JsonPath page = auditor().get("/api/v1/audit/checkpoints?limit=1").jsonPath();
        return "{\"sequence\":" + page.getLong("checkpoints[0].sequence") + ",\"hash\":\""
                + page.getString("checkpoints[0].hash") + "\",\"signed_at\":\""
                + page.getString("checkpoints[0].signed_at") + "\",\"key_id\":\""
                + page.getString("checkpoints[0].key_id") + "\",\"signature\":\""
                + page.getString("checkpoints[0].signature") + "\"}";
    }

    private static String publicKey() {
        return auditor()
                .get("/api/v1/audit/checkpoints?limit=1")
                .jsonPath()
                .getMap("public_keys", String.class, String.class)
                .values()
                .iterator()
                .next();
    }

    private long firstKept() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select min(sequence) from audit_entry")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private RequestSpecification as(String... roles) {
        return given().urlEncodingEnabled(false).header("Authorization", Tokens.bearer(subject, roles));
    }

    private static RequestSpecification auditor() {
        return given().header("Authorization", Tokens.bearer("auditor", Roles.AUDITOR));
    }
}
