package dev.lodestar.report.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.report.run.Peers;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is left of bundles where a process was killed, and what an erasure finds there. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
class UnfinishedBundlesTest {
    private static final String TABLE = "activation.csv";

    private final UUID run = UUID.randomUUID();
    private final UUID erased = UUID.randomUUID();
    private final String rows = "user_id,segment\n" + erased + ",smb\n" + UUID.randomUUID() + ",smb\n";

    @Inject
    BundleStore store;

    @Inject
    BundleSweep sweep;

    @Inject
    ArtifactConfig config;

    @Inject
    UsersInBundles users;

    @Test
    void a_row_that_is_being_written_counts_until_its_bundle_is_given_up() throws IOException {
        BundleDraft draft = store.draft(run);
        draft.text(TABLE, rows);

        users.remove(erased);
        assertThat(users.rowsOf(erased)).isEqualTo(1);

        store.discard(draft);
        assertThat(users.rowsOf(erased)).isZero();
    }

    @Test
    void a_bundle_that_no_run_owns_loses_the_rows_and_keeps_the_others() throws IOException {
        BundleDraft draft = store.draft(run);
        draft.text(TABLE, rows);
        store.publish(run, draft);

        users.remove(erased);
        assertThat(users.rowsOf(erased)).as("its run may be about to own it").isEqualTo(1);
        age(config.directory().resolve(run.toString()));
        users.remove(erased);

        assertThat(users.rowsOf(erased)).isZero();
        assertThat(Files.readString(config.directory().resolve(run.toString()).resolve(TABLE)))
                .hasLineCount(2);
        store.delete(run);
    }

    @Test
    void a_replacement_that_a_killed_process_has_left_counts_and_is_swept() throws IOException {
        Path replacement = store.replacement(run, TABLE);
        Files.writeString(replacement, rows);
        age(replacement);

        assertThat(users.rowsOf(erased)).isEqualTo(1);
        sweep.sweep();

        assertThat(replacement).doesNotExist();
        assertThat(users.rowsOf(erased)).isZero();
    }

    @Test
    void drafts_are_swept_once_nothing_has_come_to_them_for_long_and_bundles_never() throws IOException {
        BundleDraft left = store.draft(run);
        left.text("charts/a.svg", "a");
        age(left.directory());
        BundleDraft young = store.draft(run);
        BundleDraft published = store.draft(run);
        age(published.directory());
        store.publish(run, published);

        sweep.sweep();

        assertThat(left.directory()).doesNotExist();
        assertThat(young.directory()).exists();
        assertThat(config.directory().resolve(run.toString())).exists();
        store.discard(young);
        store.delete(run);
    }

    private void age(Path file) throws IOException {
        Instant before = Instant.now().minus(config.abandonedAfter()).minus(Duration.ofMinutes(1));
        Files.setLastModifiedTime(file, FileTime.from(before));
    }
}
