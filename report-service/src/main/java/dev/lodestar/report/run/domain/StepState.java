package dev.lodestar.report.run.domain;

import java.time.Duration;
import java.time.Instant;

/** Where a step of a run stands. Only the moves that are legal exist as methods; an ended step never moves again. */
public sealed interface StepState {
    /** Not asked for yet. */
    record Pending() implements StepState {
        public Running start(Instant at) {
            return new Running(at);
        }

        public Failed fail(Instant at, String reason) {
            return new Failed(at, at, Duration.ZERO, reason);
        }
    }

    /** Asked for at that time. */
    record Running(Instant startedAt) implements StepState {
        /** Ends the step; {@code duration} is the time its service spent on it. */
        public Succeeded succeed(Instant at, Duration duration) {
            return new Succeeded(startedAt, notBefore(at), duration);
        }

        public Failed fail(Instant at, Duration duration, String reason) {
            return new Failed(startedAt, notBefore(at), duration, reason);
        }

        public Skipped skip(Instant at, String reason) {
            return new Skipped(startedAt, notBefore(at), reason);
        }

        /** Whether the step has had its time. */
        public boolean overdue(Instant now, Duration timeout) {
            return now.isAfter(startedAt.plus(timeout));
        }

        /** Clocks of two machines may disagree. */
        private Instant notBefore(Instant at) {
            return at.isBefore(startedAt) ? startedAt : at;
        }
    }

    /** The step will not move again. */
    sealed interface Ended extends StepState {
        Instant startedAt();

        Instant finishedAt();
    }

    /** There is an answer. */
    record Succeeded(Instant startedAt, Instant finishedAt, Duration duration) implements Ended {}

    /** There is none; the reason is a sentence for people. */
    record Failed(Instant startedAt, Instant finishedAt, Duration duration, String reason) implements Ended {
        public Failed {
            requireReason(reason);
        }
    }

    /** The step did not apply. */
    record Skipped(Instant startedAt, Instant finishedAt, String reason) implements Ended {
        public Skipped {
            requireReason(reason);
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a step that has no answer says why");
        }
    }
}
