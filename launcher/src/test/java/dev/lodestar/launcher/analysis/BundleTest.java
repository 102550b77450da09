package dev.lodestar.launcher.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.launcher.suite.Json;
import dev.lodestar.launcher.suite.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @Test
    void a_bundle_that_names_a_file_outside_its_folder_is_refused() throws IOException {
        Path zip = zip(Map.of("../escaped.txt", "x"));

        assertThatThrownBy(() -> Bundle.unpack(zip, scratch.resolve("output"), List.of()))
                .isInstanceOf(LaunchException.class)
                .hasMessage("The bundle names a file outside its folder: ../escaped.txt");
        assertThat(scratch.resolve("escaped.txt")).doesNotExist();
    }

    @Test
    void generated_data_join_the_bundle_and_its_manifest() throws IOException {
        Path data = Files.createDirectory(scratch.resolve("data"));
        Files.writeString(data.resolve("user_profiles.csv"), "user_id\n1\n2\n");
        Files.writeString(data.resolve("user_events.csv"), "user_id\n1\n");
        Bundle bundle =
                Bundle.unpack(zip(Map.of("manifest.json", "{\"artifacts\":[]}")), scratch.resolve("output"), List.of());

        bundle.addSynthetic(new DataFiles(data, true), List.of("charge"));

        JsonNode profiles = Json.MAPPER
                .readTree(bundle.directory().resolve("manifest.json").toFile())
                .get("artifacts")
                .get(0);
        assertThat(profiles.get("name").asText()).isEqualTo("user_profiles.csv");
        assertThat(profiles.get("row_count").asLong()).isEqualTo(2);
        assertThat(profiles.get("sha256").asText())
                .isEqualTo("232afea8261f00f0cff13bd7c35c3c420a0e4d8be10efdf4d81c5f0e1ab54015");
        assertThat(bundle.size()).isEqualTo(2);
        assertThat(bundle.directory().resolve("manifest.json"))
                .content()
                .containsPattern("\"passive_event_types\"\\s*:\\s*\\[\\s*\"charge\"\\s*]");
    }

    @Test
    void what_an_earlier_bundle_held_goes_and_what_is_somebodys_own_stays() throws IOException {
        Path output = scratch.resolve("output");
        Files.createDirectories(output.resolve("sql"));
        for (String name : List.of("user_events.csv", "user_profiles.csv", "sql/old.sql", "own.csv")) {
            Files.writeString(output.resolve(name), "old");
        }
        Path outside = Files.writeString(scratch.resolve("outside.csv"), "old");
        Files.writeString(output.resolve("manifest.json"), """
                {"artifacts": [{"name": "user_events.csv"}, {"name": "user_profiles.csv"}, {"name": "sql/old.sql"},
                 {"name": "never.csv"}, {"name": "../outside.csv"}, {"name": "sql"}]}""");

        Bundle.unpack(
                zip(Map.of("manifest.json", "{\"artifacts\":[]}", "new.csv", "new")),
                output,
                List.of(output.resolve("user_profiles.csv")));

        assertThat(output.resolve("user_events.csv")).doesNotExist();
        assertThat(output.resolve("sql/old.sql")).doesNotExist();
        assertThat(output.resolve("user_profiles.csv")).as("analysed now").exists();
        assertThat(output.resolve("own.csv")).exists();
        assertThat(outside).exists();
        assertThat(output.resolve("new.csv")).hasContent("new");
    }

    @Test
    void a_manifest_that_is_somebodys_own_lists_nothing() throws IOException {
        Path output = Files.createDirectory(scratch.resolve("output"));
        Files.writeString(output.resolve("manifest.json"), "mine");
        Files.writeString(output.resolve("user_events.csv"), "mine");

        Bundle.unpack(zip(Map.of("new.csv", "new")), output, List.of());

        assertThat(output.resolve("user_events.csv")).hasContent("mine");
    }

    @Test
    void the_executive_summary_is_the_reports_first_part() throws IOException {
        Bundle bundle = Bundle.unpack(
                zip(Map.of(
                        "analytics_framework_report.txt",
                        "TITLE\n\nEXECUTIVE SUMMARY\n-----\nTwo users.\n\nKEY INSIGHTS\n1. None.\n")),
                scratch.resolve("output"),
                List.of());

        assertThat(bundle.executiveSummary()).isEqualTo("EXECUTIVE SUMMARY\n-----\nTwo users.");
    }

    private Path zip(Map<String, String> files) throws IOException {
        Path zip = scratch.resolve("bundle.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }
}
