package dev.lodestar.host.project;

import dev.lodestar.contracts.tracking.EventType;
import dev.lodestar.contracts.tracking.TrackingPlan;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.PropertyKind;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the project's settings available to shards and analyses, which must agree on them. */
final class Project {
    private Project() {}

    /** Days are cut by {@code lodestar.time-zone}; weeks start on {@code lodestar.week-start}, Monday for ISO weeks. */
    @Produces
    @Singleton
    static ProjectCalendar calendar(
            @ConfigProperty(name = "lodestar.time-zone") ZoneId zone,
            @ConfigProperty(name = "lodestar.week-start", defaultValue = "MONDAY") DayOfWeek weekStart) {
        return new ProjectCalendar(zone, weekStart);
    }

    /** The plan of {@code lodestar.tracking-plan.file}, the default one without a file. */
    @Produces
    @Singleton
    static EventPlan plan(@ConfigProperty(name = "lodestar.tracking-plan.file") Optional<Path> file) {
        return plan(file.map(TrackingPlan::of).orElseGet(TrackingPlan::defaultPlan));
    }

    @Produces
    @Singleton
    @DefaultBean
    static Clock clock() {
        return Clock.systemUTC();
    }

    /** Every property of the plan once; one that event types disagree on is a text. */
    private static List<EventPlan.Property> properties(TrackingPlan plan) {
        Map<String, PropertyKind> kinds = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(plan.properties()),
                        plan.eventTypes().values().stream().map(EventType::properties))
                .flatMap(properties -> properties.entrySet().stream())
                .forEach(property -> kinds.merge(
                        property.getKey(),
                        PropertyKind.valueOf(property.getValue().name()),
                        (one, other) -> one == other ? one : PropertyKind.TEXT));
        return kinds.entrySet().stream()
                .map(kind -> new EventPlan.Property(kind.getKey(), kind.getValue()))
                .toList();
    }

    static EventPlan plan(TrackingPlan plan) {
        Set<String> passive = plan.eventTypes().entrySet().stream()
                .filter(type -> type.getValue().passive())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        return new EventPlan(
                passive,
                plan.collaborationEvents(),
                plan.activationEvent(),
                plan.features().entrySet().stream()
                        .map(feature -> new EventPlan.Feature(feature.getKey(), Set.copyOf(feature.getValue())))
                        .toList(),
                plan.monetizationEvents(),
                plan.revenueEvent(),
                plan.upgradeEvent(),
                plan.cancellationEvent(),
                plan.freePlans(),
                plan.workspaceProperty(),
                plan.amountProperty(),
                plan.eventTypes().keySet(),
                properties(plan));
    }
}
