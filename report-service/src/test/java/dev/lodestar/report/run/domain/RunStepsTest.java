package dev.lodestar.report.run.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunStepsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(5);
    private static final StepState.Running RUNNING = new StepState.Pending().start(START);
    private static final StepState SUCCEEDED = RUNNING.succeed(LATER, Duration.ofSeconds(1));
    private static final StepState FAILED = RUNNING.fail(LATER, Duration.ofSeconds(1), "no shards");
    private static final StepState SKIPPED = RUNNING.skip(LATER, "nothing to do");
    private static final RunSteps NEW = RunSteps.pending(List.of("summary", "growth", "report"));

    @Test
    void aNewRunWaitsForItsCommands() {
        assertThat(NEW.undispatched()).isTrue();
        assertThat(NEW.readyToCompose()).isFalse();
        assertThat(NEW.state(false)).isEqualTo(RunState.RUNNING);
    }

    @Test
    void theReportIsComposedWhenTheOthersHaveEndedHoweverTheyDid() {
        assertThat(steps(SUCCEEDED, RUNNING, new StepState.Pending()).readyToCompose())
                .isFalse();
        assertThat(steps(SUCCEEDED, FAILED, new StepState.Pending()).readyToCompose())
                .isTrue();
        assertThat(steps(SKIPPED, FAILED, RUNNING).readyToCompose()).isTrue();
        assertThat(steps(SUCCEEDED, SUCCEEDED, SUCCEEDED).readyToCompose()).isFalse();
    }

    @Test
    void aRunSucceedsOnlyWithEveryStepAndEveryFile() {
        assertThat(steps(SUCCEEDED, SUCCEEDED, SUCCEEDED).state(true)).isEqualTo(RunState.SUCCEEDED);
        assertThat(steps(SUCCEEDED, SKIPPED, SUCCEEDED).state(true)).isEqualTo(RunState.SUCCEEDED);
        assertThat(steps(SUCCEEDED, SUCCEEDED, SUCCEEDED).state(false)).isEqualTo(RunState.PARTIAL);
        assertThat(steps(SUCCEEDED, FAILED, SUCCEEDED).state(true)).isEqualTo(RunState.PARTIAL);
        assertThat(steps(FAILED, FAILED, SUCCEEDED).state(true)).isEqualTo(RunState.FAILED);
        assertThat(steps(SUCCEEDED, SUCCEEDED, FAILED).state(true)).isEqualTo(RunState.FAILED);
    }

    @Test
    void aStepIsOverdueAfterItsTimeAndNotBefore() {
        assertThat(RUNNING.overdue(START.plusSeconds(60), Duration.ofSeconds(60)))
                .isFalse();
        assertThat(RUNNING.overdue(START.plusSeconds(61), Duration.ofSeconds(60)))
                .isTrue();
    }

    @Test
    void aStepNeverEndsBeforeItBegan() {
        assertThat(RUNNING.succeed(START.minusSeconds(1), Duration.ZERO).finishedAt())
                .isEqualTo(START);
    }

    @Test
    void aStepWithoutAnAnswerSaysWhy() {
        assertThatThrownBy(() -> RUNNING.fail(LATER, Duration.ZERO, " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unknownStepsAreRefused() {
        assertThatThrownBy(() -> NEW.with("other", SUCCEEDED)).hasMessageContaining("other");
        assertThatThrownBy(() -> RunSteps.pending(List.of("summary"))).hasMessageContaining("report");
    }

    private static RunSteps steps(StepState summary, StepState growth, StepState report) {
        return NEW.with("summary", summary).with("growth", growth).with("report", report);
    }
}
