package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The project's settings, kept beside the data that were loaded under them, so that the next start cuts the same days, names the same currency and
 * knows the same events. The tracking plan lies beside this file.
 *
 * @param timeZone IANA name of the zone that cuts days
 * @param currency ISO 4217 code of the currency that amounts are in; the default in a file that is older than the setting
 */
record KeptSettings(String timeZone, String currency) {
    KeptSettings {
        currency = Objects.requireNonNullElse(currency, ProjectSettings.DEFAULT_CURRENCY);
    }

    private static KeptSettings of(Layout layout) {
        return Files.exists(layout.settings())
                ? Json.read(layout.settings(), KeptSettings.class)
                : new KeptSettings(ProjectSettings.DEFAULT_TIME_ZONE, ProjectSettings.DEFAULT_CURRENCY);
    }

    /** The settings of the next start: what is asked for, else what was kept, else the defaults. They are kept from now on. */
    static ProjectSettings renewed(
            Layout layout, @Nullable String timeZone, @Nullable String currency, @Nullable Path trackingPlan) {
        KeptSettings kept = of(layout);
        String zone = timeZone == null ? kept.timeZone : timeZone;
        String money = currency == null ? kept.currency : currency;
        Json.write(layout.settings(), new KeptSettings(zone, money));
        if (trackingPlan != null && !isKept(layout, trackingPlan)) {
            try {
                Files.copy(trackingPlan, layout.trackingPlan(), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new LaunchException(trackingPlan + " cannot be kept: " + e.getMessage(), e);
            }
        }
        return new ProjectSettings(zone, money, Files.exists(layout.trackingPlan()) ? layout.trackingPlan() : null);
    }

    /** Fails when other settings are asked for than those of a suite that is up: its services read them at their start only. */
    static void refuseOthers(
            Layout layout,
            Endpoints running,
            @Nullable String timeZone,
            @Nullable String currency,
            @Nullable Path trackingPlan) {
        if (timeZone != null && !timeZone.equals(running.timeZone())) {
            throw new LaunchException("Lodestar is up with the time zone " + running.timeZone() + "; --time-zone "
                    + timeZone + " takes effect at a start: ./lodestar down first.");
        }
        if (currency != null && !currency.equals(running.currency())) {
            throw new LaunchException("Lodestar is up with the currency " + running.currency() + "; --currency "
                    + currency + " takes effect at a start: ./lodestar down first.");
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
