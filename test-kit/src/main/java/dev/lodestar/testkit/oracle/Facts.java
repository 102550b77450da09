package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.RunBarrier;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.engine.timeline.UserErased;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known once a history of changes has come in.
 *
 * @param today the day of the question, which bounds the default range
 */
public record Facts(
        List<PlainUser> users, List<DailyAcquisition> acquisition, ZoneId zone, EventPlan plan, LocalDate today) {

    /** Takes the changes in the order of arrival. */
    public static Facts of(
            List<TimelineChange> changes,
            List<DailyAcquisition> acquisition,
            ZoneId zone,
            EventPlan plan,
            LocalDate today) {
        Map<UUID, Arrivals> users = new LinkedHashMap<>();
        long sequence = 0;
        for (TimelineChange change : changes) {
            sequence++;
            switch (change) {
                case EventArrived event ->
                    users.computeIfAbsent(event.user(), _ -> new Arrivals()).add(event, sequence);
                case ProfileChanged profile ->
                    users.computeIfAbsent(profile.user(), _ -> new Arrivals()).add(profile);
                case UserErased erased -> users.remove(erased.user());
                case RunBarrier _ -> {}
            }
        }
        List<PlainUser> known = new ArrayList<>();
        users.forEach((id, arrivals) -> known.add(arrivals.user(id)));
        return new Facts(known, acquisition, zone, plan, today);
    }

    /** What has come in for one user. */
    private static final class Arrivals {
        private final Set<String> eventIds = new HashSet<>();
        private final List<PlainEvent> events = new ArrayList<>();
        private @Nullable PlainProfile profile;

        /** Section 1: the first of an event id wins, whether a repeat or a conflict comes later. */
        void add(EventArrived event, long sequence) {
            if (eventIds.add(event.eventId())) {
                events.add(new PlainEvent(event.eventType(), event.eventTimeMillis(), sequence, event.properties()));
            }
        }

        void add(ProfileChanged change) {
            PlainProfile later = new PlainProfile(
                    change.signupAtMillis(), change.updatedAtMillis(), Map.copyOf(change.attributes()));
            if (profile == null || profile.yieldsTo(later)) {
                profile = later;
            }
        }

        PlainUser user(UUID id) {
            return new PlainUser(
                    id, profile, events.stream().sorted(PlainEvent.ORDER).toList());
        }
    }

    LocalDate day(long at) {
        return Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
    }

    long startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    boolean isActive(PlainEvent event) {
        return !plan.passive().contains(event.type());
    }

    boolean isCollaboration(PlainEvent event) {
        return plan.collaboration().contains(event.type());
    }

    /** Section 1: without any of it, activity, stickiness, activation and retention are null. */
    boolean hasActivity() {
        return users.stream().flatMap(user -> user.events().stream()).anyMatch(this::isActive);
    }

    /** Section 2: without any of it the North Star counts users. */
    boolean hasWorkspaces() {
        return users.stream().flatMap(user -> user.events().stream()).anyMatch(event -> event.workspace() != null);
    }

    /** Section 6: without any of it no revenue is known. */
    boolean hasInvoices() {
        return users.stream()
                .flatMap(user -> user.events().stream())
                .anyMatch(event -> event.type().equals(plan.revenue()));
    }

    /** The day of the first event or signup, whichever is earlier; null where there is neither. */
    @Nullable
    LocalDate firstDay() {
        LocalDate first = null;
        for (PlainUser user : users) {
            for (PlainEvent event : user.events()) {
                first = earlier(first, day(event.at()));
            }
            if (user.profile() != null) {
                first = earlier(first, day(user.profile().signupAt()));
            }
        }
        return first;
    }

    /** The day after the day of the last event, or of the last signup where there is no event; null without both. */
    @Nullable
    LocalDate dayAfterLastEvent() {
        LocalDate last = lastEventDay();
        for (PlainUser user : last == null ? users : List.<PlainUser>of()) {
            if (user.profile() != null) {
                last = later(last, day(user.profile().signupAt()));
            }
        }
        return last == null ? null : last.plusDays(1);
    }

    private @Nullable LocalDate lastEventDay() {
        LocalDate last = null;
        for (PlainUser user : users) {
            for (PlainEvent event : user.events()) {
                last = later(last, day(event.at()));
            }
        }
        return last;
    }

    private static LocalDate later(@Nullable LocalDate one, LocalDate other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    private static LocalDate earlier(@Nullable LocalDate one, LocalDate other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
