package dev.lodestar.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lodestar.launcher.analysis.AnalysisRun;
import dev.lodestar.launcher.analysis.DataFiles;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Layout;
import dev.lodestar.launcher.suite.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** From data to bundle, against a gateway that answers from a script. */
class WorkflowTest {
    @Command
    static final class Any {
        @Mixin
        final DataOptions options = new DataOptions();
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    private final Map<String, byte[]> answers = new HashMap<>();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final PrintStream terminal = System.err;

    @SuppressWarnings("NullAway.Init")
    private HttpServer gateway;

    @BeforeEach
    void answer() throws IOException {
        says("/token", "{\"access_token\": \"t\", \"expires_in\": 300}");
        says("/api/v1/metrics/summary", "{\"total_users\": 0, \"total_events\": 0}");
        says(
                "/api/v1/imports/profiles",
                "{\"import_id\": \"1\", \"rows_read\": 1, \"accepted\": 1, \"quarantined\": 0}");
        says("/api/v1/imports/1", "{\"queryable\": true, \"rows_read\": 1}");
        says("/api/v1/imports/events", "{\"import_id\": \"2\", \"rows_read\": 1, \"accepted\": 1, \"quarantined\": 0}");
        says("/api/v1/imports/2", "{\"queryable\": true, \"rows_read\": 1}");
        says("/api/v1/analysis/run", "{\"id\": \"r\", \"state\": \"succeeded\"}");
        says(
                "/api/v1/tracking-plan",
                "{\"event_types\": {\"charge\": {\"passive\": true}, \"login\": {\"passive\": false}}}");
        answers.put("/api/v1/analysis/runs/r/bundle.zip", bundle());
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::handle);
        gateway.start();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(terminal);
        gateway.stop(0);
    }

    @Test
    void generated_data_that_are_all_there_is_join_the_bundle() throws IOException {
        analyse(true);

        assertThat(output("user_events.csv")).exists();
        assertThat(Files.readString(output("manifest.json")))
                .contains("\"charge\"")
                .doesNotContain("\"login\"");
        assertThat(told()).isEmpty();
    }

    @Test
    void generated_data_beside_others_do_not_join_the_bundle() throws IOException {
        says("/api/v1/metrics/summary", "{\"total_users\": 5, \"total_events\": 0}");

        analyse(true);

        assertThat(output("user_events.csv")).doesNotExist();
    }

    @Test
    void generated_data_of_which_the_plan_refuses_some_do_not_join_the_bundle() throws IOException {
        says("/api/v1/imports/events", "{\"import_id\": \"2\", \"rows_read\": 1, \"accepted\": 0, \"quarantined\": 1}");

        analyse(true);

        assertThat(output("user_events.csv")).doesNotExist();
    }

    @Test
    void data_of_people_do_not_join_the_bundle() throws IOException {
        analyse(false);

        assertThat(output("user_events.csv")).doesNotExist();
    }

    @Test
    void a_run_that_is_not_whole_says_what_is_missing() throws IOException {
        says(
                "/api/v1/analysis/run",
                "{\"id\": \"r\", \"state\": \"partial\", \"missing\": [\"The step funnel failed.\"]}");

        assertThat(analyse(false).state()).isEqualTo("partial");
        assertThat(told()).isEqualTo("The analysis is partial. What failed:\nThe step funnel failed.\n");
    }

    private AnalysisRun.Outcome analyse(boolean synthetic) throws IOException {
        Path data = Files.createDirectory(scratch.resolve("data"));
        Files.writeString(data.resolve("user_profiles.csv"), "user_id\n1\n");
        Files.writeString(data.resolve("user_events.csv"), "user_id\n1\n");
        Layout layout = new Layout(scratch, scratch.resolve("home"));
        layout.create();
        Any any = new Any();
        new CommandLine(any).parseArgs("--output=" + scratch.resolve("output"));
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()), Instant.now());
        return new Workflow(any.options, "UTC", "USD", layout, silent)
                .analyse(endpoints(), new DataFiles(data, synthetic));
    }

    private Endpoints endpoints() {
        String address = "http://127.0.0.1:" + gateway.getAddress().getPort();
        Endpoints.Login login = new Endpoints.Login("demo", "demo");
        return new Endpoints(
                address,
                "",
                "",
                address + "/token",
                "demo",
                Map.of("ingest", login, "analyst", login),
                Map.of(),
                Map.of(),
                "UTC",
                "USD");
    }

    private Path output(String name) {
        return scratch.resolve("output").resolve(name);
    }

    private String told() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private void says(String path, String answer) {
        answers.put(path, answer.getBytes(StandardCharsets.UTF_8));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = answers.get(exchange.getRequestURI().getPath());
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static byte[] bundle() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write("{\"artifacts\": []}".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("analytics_framework_report.txt"));
            zip.write("EXECUTIVE SUMMARY\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
