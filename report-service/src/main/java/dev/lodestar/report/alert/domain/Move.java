package dev.lodestar.report.alert.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a verdict does to the alert of its rule. */
public enum Move {
    NONE,
    /** An alert begins; told once. */
    OPEN,
    /** It goes on, and is told again because so much time has passed. */
    REMIND,
    /** It goes on, silently. */
    STAY,
    /** It is over; told once. */
    RESOLVE;

    /** Runs of a schedule end a little sooner or later each time; a reminder that is due this share of its time later is due now, or it would wait for the next run. */
    private static final int EARLY_SHARE = 20;

    private static final Duration MOST_EARLY = Duration.ofMinutes(30);

    /**
     * The move from one state to the next.
     *
     * @param notifiedAt when the open alert was told last; null where none is open
     * @param repeatAfter time after which an alert that goes on is told again; null for never
     */
    public static Move of(@Nullable Instant notifiedAt, Verdict verdict, @Nullable Duration repeatAfter, Instant now) {
        return switch (verdict) {
            case Verdict.NotJudged ignored -> NONE;
            case Verdict.Judged judged
            when judged.met() -> notifiedAt == null ? OPEN : goingOn(notifiedAt, repeatAfter, now);
            case Verdict.Judged ignored -> notifiedAt == null ? NONE : RESOLVE;
        };
    }

    private static Move goingOn(Instant notifiedAt, @Nullable Duration repeatAfter, Instant now) {
        return repeatAfter != null && !now.isBefore(notifiedAt.plus(repeatAfter).minus(early(repeatAfter)))
                ? REMIND
                : STAY;
    }

    private static Duration early(Duration repeatAfter) {
        Duration share = repeatAfter.dividedBy(EARLY_SHARE);
        return share.compareTo(MOST_EARLY) < 0 ? share : MOST_EARLY;
    }
}
