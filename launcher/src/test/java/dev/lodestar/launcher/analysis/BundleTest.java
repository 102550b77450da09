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

        assertThatThrownBy(() -> Bundle.unpack(zip, scratch.resolve("output")))
                .isInstanceOf(LaunchException.class)
                .hasMessage("The bundle names a file outside its folder: ../escaped.txt");
        assertThat(scratch.resolve("escaped.txt")).doesNotExist();
    }

    @Test
    void generated_data_join_the_bundle_and_its_manifest() throws IOException {
        Path data = Files.createDirectory(scratch.resolve("data"));
        Files.writeString(data.resolve("user_profiles.csv"), "user_id\n1\n2\n");
        Files.writeString(data.resolve("user_events.csv"), "user_id\n1\n");
        Bundle bundle = Bundle.unpack(zip(Map.of("manifest.json", "{\"artifacts\":[]}")), scratch.resolve("output"));

        bundle.addSynthetic(new DataFiles(data, true));

        JsonNode profiles = Json.MAPPER
                .readTree(bundle.directory().resolve("manifest.json").toFile())
                .get("artifacts")
                .get(0);
        assertThat(profiles.get("name").asText()).isEqualTo("user_profiles.csv");
        assertThat(profiles.get("row_count").asLong()).isEqualTo(2);
        assertThat(profiles.get("sha256").asText())
                .isEqualTo("232afea8261f00f0cff13bd7c35c3c420a0e4d8be10efdf4d81c5f0e1ab54015");
        assertThat(bundle.size()).isEqualTo(2);
    }

    @Test
    void the_executive_summary_is_the_reports_first_part() throws IOException {
        Bundle bundle = Bundle.unpack(
                zip(Map.of(
                        "analytics_framework_report.txt",
                        "TITLE\n\nEXECUTIVE SUMMARY\n-----\nTwo users.\n\nKEY INSIGHTS\n1. None.\n")),
                scratch.resolve("output"));

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
