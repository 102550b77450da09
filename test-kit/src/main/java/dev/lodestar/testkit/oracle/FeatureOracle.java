package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.feature.FeatureAdoption;
import dev.lodestar.engine.timeline.EventPlan.Feature;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Section 3, feature adoption. */
public final class FeatureOracle {

    private final Slice slice;

    public FeatureOracle(Slice slice) {
        this.slice = slice;
    }

    /** Users active in the range, with or without a profile. */
    public @Nullable Long activeUsers() {
        return slice.facts().hasActivity() ? (long) active().size() : null;
    }

    private List<PlainUser> active() {
        return slice.users().stream()
                .filter(user -> !slice.activeInRange(user).isEmpty())
                .toList();
    }

    /** One row a feature of the plan. */
    public List<FeatureAdoption> features() {
        return slice.facts().plan().features().stream().map(this::adoption).toList();
    }

    private FeatureAdoption adoption(Feature feature) {
        if (!slice.facts().hasActivity()) {
            return new FeatureAdoption(feature.name(), null, null, null, null, null, null, null, null, null);
        }
        List<PlainUser> active = active();
        List<PlainUser> eligible =
                active.stream().filter(user -> user.profile() != null).toList();
        List<PlainUser> adopters =
                eligible.stream().filter(user -> !uses(user, feature).isEmpty()).toList();
        long events =
                adopters.stream().mapToLong(user -> uses(user, feature).size()).sum();
        List<Long> millisToFirstUse = adopters.stream()
                .map(user -> uses(user, feature).getFirst().at()
                        - Objects.requireNonNull(user.profile()).signupAt())
                .toList();
        List<Long> daysUsed = adopters.stream()
                .map(user -> uses(user, feature).stream()
                        .map(event -> slice.facts().day(event.at()))
                        .distinct()
                        .count())
                .toList();
        Double medianMillis = PlainStatistics.median(millisToFirstUse);
        long usedByAnyone =
                active.stream().filter(user -> !uses(user, feature).isEmpty()).count();
        return new FeatureAdoption(
                feature.name(),
                (long) adopters.size(),
                (long) eligible.size(),
                ActivityOracle.ratio((long) adopters.size(), (long) eligible.size()),
                events,
                ActivityOracle.ratio(events, (long) adopters.size()),
                medianMillis == null ? null : medianMillis / Slice.DAY,
                ActivityOracle.ratio(
                        daysUsed.stream().mapToLong(Long::longValue).sum(), (long) adopters.size()),
                PlainStatistics.median(daysUsed),
                ActivityOracle.ratio(usedByAnyone, (long) active.size()));
    }

    private List<PlainEvent> uses(PlainUser user, Feature feature) {
        return user.events().stream()
                .filter(event -> slice.inRange(event) && feature.eventTypes().contains(event.type()))
                .toList();
    }
}
