package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.activation.ActivatedUser;
import dev.lodestar.engine.activation.ActivationRate;
import dev.lodestar.engine.activation.ActivationStatuses;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Section 3, activation. */
public final class ActivationOracle {

    private static final List<Integer> WITHIN_DAYS = List.of(1, 7, 14, 30);

    private final Slice slice;
    private final List<PlainUser> users;
    private final boolean measurable;

    public ActivationOracle(Slice slice) {
        this.slice = slice;
        this.users = slice.signedUpBeforeEnd();
        this.measurable = slice.facts().hasActivity();
    }

    /** Everybody known before the end of the range. */
    public long totalUsers() {
        return users.size();
    }

    /** How many are fast, normal, slow, not activated. */
    public @Nullable ActivationStatuses statuses() {
        return measurable
                ? new ActivationStatuses(count("fast"), count("normal"), count("slow"), count("not_activated"))
                : null;
    }

    private long count(String status) {
        return users.stream().filter(user -> status(user).equals(status)).count();
    }

    private String status(PlainUser user) {
        Long millis = millisToActivation(user);
        if (millis == null) {
            return "not_activated";
        }
        if (millis <= Slice.HOUR) {
            return "fast";
        }
        return millis <= Slice.DAY ? "normal" : "slow";
    }

    private @Nullable Long millisToActivation(PlainUser user) {
        PlainEvent activation = slice.activation(user);
        return activation == null ? null : activation.at() - signupAt(user);
    }

    private static long signupAt(PlainUser user) {
        return Objects.requireNonNull(user.profile()).signupAt();
    }

    /** The rates within 1, 7, 14 and 30 days. */
    public List<ActivationRate> rates() {
        return WITHIN_DAYS.stream().map(this::rate).toList();
    }

    ActivationRate rate(int days) {
        if (!measurable) {
            return new ActivationRate(days, null, null, null, null, null);
        }
        List<PlainUser> eligible = users.stream()
                .filter(user -> slice.end() - signupAt(user) >= days * Slice.DAY)
                .toList();
        long activated = eligible.stream()
                .filter(user -> {
                    Long millis = millisToActivation(user);
                    return millis != null && millis <= days * Slice.DAY;
                })
                .count();
        PlainStatistics.Bounds bounds = PlainStatistics.wilson(activated, eligible.size());
        return new ActivationRate(
                days,
                (long) eligible.size(),
                activated,
                ActivityOracle.ratio(activated, (long) eligible.size()),
                bounds == null ? null : bounds.low(),
                bounds == null ? null : bounds.high());
    }

    /** Hours by which half are activated. */
    public @Nullable Double medianHours() {
        return hoursUntilLeft(1, 2);
    }

    /** Hours by which nine in ten are activated. */
    public @Nullable Double p90Hours() {
        return hoursUntilLeft(1, 10);
    }

    private @Nullable Double hoursUntilLeft(long numerator, long denominator) {
        List<PlainStatistics.Watched> watched = users.stream()
                .map(user -> {
                    Long millis = millisToActivation(user);
                    return millis == null
                            ? new PlainStatistics.Watched(slice.end() - signupAt(user), false)
                            : new PlainStatistics.Watched(millis, true);
                })
                .toList();
        Long millis = measurable ? PlainStatistics.timeUntilLeft(watched, numerator, denominator) : null;
        return millis == null ? null : (double) millis / Slice.HOUR;
    }

    /** Every user's way; in no particular order. */
    public List<ActivatedUser> listing() {
        return users.stream()
                .map(user -> {
                    Long millis = millisToActivation(user);
                    return new ActivatedUser(
                            user.id(),
                            attribute(user, "segment"),
                            attribute(user, "channel"),
                            status(user),
                            millis == null ? null : (double) millis / Slice.HOUR);
                })
                .toList();
    }

    private static @Nullable String attribute(PlainUser user, String name) {
        String value = Objects.requireNonNull(user.profile()).attribute(name);
        return value.isEmpty() ? null : value;
    }
}
