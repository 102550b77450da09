package dev.lodestar.report.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Limits and times of analysis runs. */
@ConfigMapping(prefix = "lodestar.run")
public interface RunConfig {
    /** A step whose result has not come after this time fails; the others go on. */
    @WithDefault("PT60S")
    Duration stepTimeout();

    /** The growth step waits for others, so it gets longer than they. */
    @WithDefault("PT90S")
    Duration growthTimeout();

    /** How long a replica that has stopped holds a run; after that another takes it up. One that works on the run renews its claim every third of this. */
    @WithDefault("PT60S")
    Duration claim();

    /** How long a replica may dispatch or compose a run with all its renewals; after that another takes it up and the first one's work does not count. */
    @WithDefault("PT15M")
    Duration claimLimit();

    /** How often composing is begun before the run fails; attempts that end with the process count too. */
    @WithDefault("3")
    @Min(1)
    int composeAttempts();

    /** How long writing the barriers may take before it is tried again. */
    @WithDefault("PT20S")
    Duration barrierTimeout();

    /** How often a progress stream looks for news. */
    @WithDefault("PT0.25S")
    Duration progressInterval();

    /** After how long without news a progress stream says the same again, so that no proxy takes it for dead. */
    @WithDefault("PT15S")
    Duration progressSilence();

    /** A progress stream ends after this time even when the run has not. */
    @WithDefault("PT15M")
    Duration progressLimit();

    /** Runs kept with their bundles; the oldest finished ones beyond that are deleted, but never the newest that lacks nothing. */
    @WithDefault("20")
    @Min(1)
    int kept();

    /** Runs of one schedule kept with their bundles; they do not count among the others, until the schedule is deleted. */
    @WithDefault("10")
    @Min(1)
    int keptPerSchedule();

    /** Unfinished runs at a time; one more is refused. */
    @WithDefault("10")
    @Min(1)
    int unfinishedLimit();

    /** Months of projection when the request names none. */
    @WithDefault("12")
    @Min(1)
    int defaultMonths();

    /** Most months of projection a request may ask for. */
    @WithDefault("60")
    @Max(600)
    int monthsLimit();

    /** Seed when the request names none. */
    @WithDefault("42")
    long defaultSeed();

    /** Most levers a request may name. */
    @WithDefault("50")
    int leversLimit();

    /** Runs on a page when the request does not say, and most of them. */
    @WithDefault("20")
    @Min(1)
    int pageSize();

    /** Most runs a page may hold. */
    @WithDefault("100")
    @Min(1)
    int pageSizeLimit();
}
