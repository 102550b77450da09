package dev.lodestar.report.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.report.answer.Fixtures;
import dev.lodestar.report.artifact.BundleStore;
import dev.lodestar.report.run.Peers;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole bundle of a project that counts in francs, which the test's own settings say. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class BundleCurrencyTest {
    private static final UUID RUN = UUID.fromString("0c0ffee0-7c3f-4a7e-9d55-0d1f2a3b4c5d");

    @Inject
    BundleComposer composer;

    @Inject
    BundleStore store;

    private ComposedBundle bundle;

    @BeforeEach
    void compose() throws Exception {
        bundle = composer.compose(new RunResults(
                RUN,
                null,
                null,
                null,
                List.of(),
                12,
                42,
                Instant.parse("2026-01-02T00:00:00Z"),
                Fixtures.answers(Fixtures.FULL),
                Map.of(),
                List.of()));
    }

    @AfterEach
    void discard() throws IOException {
        store.discard(bundle.draft());
    }

    @Test
    void its_sentences_and_figures_are_in_the_currency_of_the_project_and_no_other() throws IOException {
        for (String file :
                List.of("analytics_framework_report.txt", "growth_levers.plotly.json", "projections.plotly.json")) {
            assertThat(text(file)).as(file).contains("CHF\u00a0").doesNotContain("$");
        }
        assertThat(text("executive_dashboard.html"))
                .contains("@format:money:CHF\u00a0", "<td>CHF\u00a0")
                .doesNotContain("<td>$");
    }

    @Test
    void its_manifest_names_the_currency() throws IOException {
        assertThat(new ObjectMapper()
                        .readTree(text("manifest.json"))
                        .at("/request/currency")
                        .asText())
                .isEqualTo("CHF");
    }

    private String text(String name) throws IOException {
        Path artifacts = ConfigProvider.getConfig().getValue("lodestar.artifacts.directory", Path.class);
        try (Stream<Path> files = Files.walk(artifacts)) {
            return Files.readString(files.filter(file -> file.toString().contains(RUN.toString())
                            && file.getFileName().toString().equals(name))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
