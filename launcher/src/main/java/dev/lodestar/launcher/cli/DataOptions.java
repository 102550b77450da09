package dev.lodestar.launcher.cli;

import dev.lodestar.contracts.tracking.TrackingPlan;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.ProjectSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to analyse: files of one's own, or generated users. */
final class DataOptions {
    static final long DEFAULT_USERS = 50_000;
    static final long DEFAULT_EVENTS = 750_000;
    private static final long DEFAULT_SEED = 42;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory with user_profiles.csv, user_events.csv and, if known, acquisition_daily.csv.")
    @Nullable
    Path data;

    @Option(names = "--users", paramLabel = "N", description = "Generate this many users (default 50,000).")
    @Nullable
    Long users;

    @Option(names = "--events", paramLabel = "N", description = "Generate about this many events (default 15 a user).")
    @Nullable
    Long events;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default 42).")
    @Nullable
    Long seed;

    @Option(names = "--from", paramLabel = "DATE", description = "First day of the range (default: of the data).")
    @Nullable
    LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Day after the last day of the range (default: of the data).")
    @Nullable
    LocalDate to;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "IANA name of the zone that cuts days (default UTC; for up, the one that it had before).")
    @Nullable
    String timeZone;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description =
                    "ISO 4217 code of the currency that amounts are in, such as EUR (default USD; for up, the one that it"
                            + " had before). Nothing is converted.")
    @Nullable
    String currency;

    @Option(
            names = "--tracking-plan",
            paramLabel = "FILE",
            description =
                    "The project's own tracking plan, in the form of GET /api/v1/tracking-plan (default: the built-in one; for up,"
                            + " the one that it had before).")
    @Nullable
    Path trackingPlan;

    @Option(names = "--output", paramLabel = "DIR", description = "Where the bundle is written (default output).")
    @Nullable
    Path output;

    /** Whether the person asked for data by any option. */
    boolean given() {
        return data != null || users != null || events != null;
    }

    /** Fails, naming the options, when there are some that say how to analyse data and none that says which. */
    void refuseWithoutData() {
        if (given()) {
            return;
        }
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("--seed", seed);
        about.put("--from", from);
        about.put("--to", to);
        about.put("--output", output);
        about.values().removeIf(Objects::isNull);
        if (!about.isEmpty()) {
            throw new LaunchException(String.join(", ", about.keySet())
                    + " would have no effect: up loads and analyses only with --data, --users or --events.");
        }
    }

    /** Fails, naming the option, when the options contradict each other or are not possible. */
    void check() {
        if (data != null && (users != null || events != null)) {
            throw new LaunchException(
                    "--data and --users/--events exclude each other: analyse files or generate users.");
        }
        if (users != null && users < 1 || events != null && events < 1) {
            throw new LaunchException("--users and --events must be at least 1.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new LaunchException("--from " + from + " must be before --to " + to + ".");
        }
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new LaunchException("--time-zone '" + timeZone + "' is not an IANA zone name such as Europe/Zurich.");
        }
        if (currency != null && !isMoney(currency)) {
            throw new LaunchException(
                    "--currency '" + currency + "' is not an ISO 4217 code of a currency such as EUR.");
        }
        if (trackingPlan != null) {
            try {
                TrackingPlan.of(trackingPlan);
            } catch (IllegalArgumentException e) {
                throw new LaunchException("--tracking-plan: " + e.getMessage(), e);
            }
        }
    }

    /** What a service would start with: not gold (XAU), which has no decimals. */
    private static boolean isMoney(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(money -> money.getCurrencyCode().equals(code) && money.getDefaultFractionDigits() >= 0);
    }

    /** The settings of an installation that has none yet. */
    ProjectSettings project() {
        return new ProjectSettings(
                timeZone == null ? ProjectSettings.DEFAULT_TIME_ZONE : timeZone,
                currency == null ? ProjectSettings.DEFAULT_CURRENCY : currency,
                trackingPlan);
    }

    long seedOrDefault() {
        return seed == null ? DEFAULT_SEED : seed;
    }

    Path outputOrDefault() {
        return output == null ? Path.of("output") : output;
    }

    long usersOrDefault() {
        return users == null ? DEFAULT_USERS : users;
    }

    long eventsOrDefault() {
        return events == null ? usersOrDefault() * (DEFAULT_EVENTS / DEFAULT_USERS) : events;
    }
}
