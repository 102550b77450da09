package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The project's settings, kept beside the data that were loaded under them, so that the next start cuts the same days and knows the same events. The
 * tracking plan lies beside this file.
 *
 * @param timeZone IANA name of the zone that cuts days
 */
record KeptSettings(String timeZone) {
    private static KeptSettings of(Layout layout) {
        return Files.exists(layout.settings())
                ? Json.read(layout.settings(), KeptSettings.class)
                : new KeptSettings(ProjectSettings.DEFAULT_TIME_ZONE);
    }

    /** The settings of the next start: what is asked for, else what was kept, else the defaults. They are kept from now on. */
    static ProjectSettings renewed(Layout layout, @Nullable String timeZone, @Nullable Path trackingPlan) {
        KeptSettings settings = timeZone == null ? of(layout) : new KeptSettings(timeZone);
        Json.write(layout.settings(), settings);
        if (trackingPlan != null && !isKept(layout, trackingPlan)) {
            try {
                Files.copy(trackingPlan, layout.trackingPlan(), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new LaunchException(trackingPlan + " cannot be kept: " + e.getMessage(), e);
            }
        }
        return new ProjectSettings(
                settings.timeZone, Files.exists(layout.trackingPlan()) ? layout.trackingPlan() : null);
    }

    /** Fails when other settings are asked for than those of a suite that is up: its services read them at their start only. */
    static void refuseOthers(Layout layout, Endpoints running, @Nullable String timeZone, @Nullable Path trackingPlan) {
        if (timeZone != null && !timeZone.equals(running.timeZone())) {
            throw new LaunchException("Lodestar is up with the time zone " + running.timeZone() + "; --time-zone "
                    + timeZone + " takes effect at a start: ./lodestar down first.");
        }
        if (trackingPlan != null && !isKept(layout, trackingPlan)) {
            throw new LaunchException("Lodestar is up with another tracking plan; --tracking-plan " + trackingPlan
                    + " takes effect at a start: ./lodestar down first.");
        }
    }

    private static boolean isKept(Layout layout, Path trackingPlan) {
        try {
            return Files.exists(layout.trackingPlan()) && Files.mismatch(trackingPlan, layout.trackingPlan()) < 0;
        } catch (IOException e) {
            throw new LaunchException(trackingPlan + " cannot be read: " + e.getMessage(), e);
        }
    }
}
