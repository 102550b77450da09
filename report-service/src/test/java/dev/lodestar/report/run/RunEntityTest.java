package dev.lodestar.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.run.domain.RunState;
import dev.lodestar.report.run.domain.RunSteps;
import dev.lodestar.report.run.domain.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunEntityTest {
    private static final Instant NOW = Instant.parse("2025-04-01T00:00:00Z");

    @Test
    void a_run_whose_steps_are_newer_than_its_row_has_not_ended() {
        RunEntity run = run();
        run.steps.forEach(step -> step.moveTo(succeeded()));

        assertThat(run.state()).isEqualTo(RunState.RUNNING);

        run.finish(succeeded(), List.of());

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_run_that_lacks_a_file_is_partial() {
        RunEntity run = run();
        run.steps.forEach(step -> step.moveTo(succeeded()));

        run.finish(succeeded(), List.of("sql/revenue_metrics.sql: the metrics service did not serve it"));

        assertThat(run.state()).isEqualTo(RunState.PARTIAL);
    }

    @Test
    void a_report_that_has_ended_does_not_begin_again() {
        RunEntity run = run();
        run.steps.forEach(step -> step.moveTo(succeeded()));
        run.finish(succeeded(), List.of());

        assertThat(run.beginReport(NOW)).isFalse();

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run.composeAttempts).isZero();
    }

    private static StepState.Ended succeeded() {
        return new StepState.Pending().start(NOW).succeed(NOW, Duration.ofSeconds(1));
    }

    private static RunEntity run() {
        return RunEntity.of(
                UUID.randomUUID(),
                new RunSpec(null, null, null, List.of(), 12, 1),
                RunSteps.pending(List.of("summary", RunSteps.REPORT)),
                new RunCaller("ann", "sub-of-ann", null, null),
                NOW);
    }
}
