package dev.lodestar.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process runs an installation, is found from its first moment on, and leaves no part behind. */
class ClaimTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path scratch;

    @SuppressWarnings("NullAway.Init")
    private Layout layout;

    @SuppressWarnings("NullAway.Init")
    private Claim claim;

    @BeforeEach
    void claim() {
        layout = new Layout(scratch, scratch.resolve("home"));
        claim = Claim.of(layout);
    }

    @AfterEach
    void letGo() {
        claim.close();
    }

    @Test
    void who_claims_an_installation_is_found_before_it_has_started_anything() {
        assertThat(Installation.alive(layout)).containsOnlyKeys("launcher");
    }

    @Test
    void an_installation_has_one_owner_at_a_time() {
        assertThatThrownBy(() -> Claim.of(layout))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Lodestar starts, runs or stops already")
                .hasMessageContaining("./lodestar down");
        claim.close();

        Claim next = Claim.of(layout);

        next.close();
    }

    @Test
    void data_are_not_taken_away_from_under_their_owner() throws IOException {
        Path data = Files.writeString(layout.data().resolve("rows"), "x");

        assertThatThrownBy(() -> Claim.fresh(layout)).isInstanceOf(LaunchException.class);
        assertThat(data).exists();
        claim.close();
        Claim next = Claim.fresh(layout);
        assertThat(data).doesNotExist();
        next.close();
    }

    @Test
    void data_are_not_taken_away_from_under_parts_that_their_owner_left_behind() throws IOException {
        claim.close();
        Files.writeString(layout.processes(), "kafka " + ProcessHandle.current().pid() + "\n");
        Path data = Files.writeString(layout.data().resolve("rows"), "x");

        assertThatThrownBy(() -> Claim.fresh(layout)).isInstanceOf(LaunchException.class);
        assertThat(data).exists();
    }

    @Test
    void a_process_that_was_given_the_id_of_a_part_later_is_none_of_the_installation() throws IOException {
        claim.close();
        ProcessHandle other = ProcessHandle.current();
        Instant start = other.info().startInstant().orElseThrow();
        Instant before = start.minus(Duration.ofMinutes(1));

        Files.writeString(layout.processes(), "kafka " + other.pid() + " " + before.toEpochMilli() + "\n");
        assertThat(Installation.alive(layout)).isEmpty();
        Files.writeString(layout.processes(), "kafka " + other.pid() + " " + start.toEpochMilli() + "\n");
        assertThat(Installation.alive(layout)).containsOnlyKeys("kafka");

        Files.writeString(layout.processes(), "kafka " + other.pid() + "\n");
        assertThat(Installation.alive(layout))
                .as("as a version before wrote it")
                .containsOnlyKeys("kafka");
        Files.setLastModifiedTime(layout.processes(), FileTime.from(before));
        assertThat(Installation.alive(layout))
                .as("written down before the process was there")
                .isEmpty();
    }

    @Test
    void who_ends_an_installation_does_not_end_itself() {
        assertThat(new Installation(layout).stop()).isZero();
    }

    @Test
    void a_part_that_ends_by_itself_is_recorded_while_it_runs_and_is_no_crash_after_that() {
        Parts parts = new Parts(claim);
        Part task = Part.task(
                "task", List.of("sh", "-c", "grep -c '^task [0-9]* [0-9]*$' " + layout.processes() + "; exit 3"));

        assertThat(parts.complete(task)).isEqualTo(3);
        assertThat(layout.log("task")).hasContent("1");
        assertThat(parts.crash()).isEmpty();
        assertThat(Processes.read(layout)).containsOnlyKeys("launcher");
    }

    @Test
    void a_part_that_would_end_by_itself_is_ended_with_the_rest() {
        Parts parts = new Parts(claim);
        CompletableFuture<Integer> ended =
                CompletableFuture.supplyAsync(() -> parts.complete(Part.task("task", List.of("sleep", "60"))));
        while (!Processes.read(layout).containsKey("task")) {
            RunningPart.sleep();
        }
        long pid = Objects.requireNonNull(Processes.read(layout).get("task")).pid();

        parts.stop();

        assertThatThrownBy(ended::join).hasMessageContaining("Stopped while starting.");
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void what_starts_while_the_end_comes_is_ended_too() throws Exception {
        for (int round = 0; round < 10; round++) {
            Parts parts = new Parts(claim);
            AtomicInteger launched = new AtomicInteger();
            CompletableFuture<Void> starting = CompletableFuture.runAsync(() -> {
                while (true) {
                    parts.launch(Part.task("part" + launched.get(), List.of("sleep", "600")));
                    launched.incrementAndGet();
                }
            });
            TimeUnit.MILLISECONDS.sleep(5 + 7 * round);

            parts.stop();

            assertThatThrownBy(starting::join).hasMessageContaining("Stopped while starting.");
            assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }
}
