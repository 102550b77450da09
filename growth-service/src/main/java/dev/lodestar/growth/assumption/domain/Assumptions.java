package dev.lodestar.growth.assumption.domain;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The assumptions in force on one day: for each name the newest version that had begun, else the default. */
public final class Assumptions {

    private final Map<AssumptionName, AssumptionVersion> inForce;

    private Assumptions(Map<AssumptionName, AssumptionVersion> inForce) {
        this.inForce = inForce;
    }

    /** The defaults alone. */
    public static Assumptions defaults() {
        return inForceOn(LocalDate.EPOCH, List.of());
    }

    /**
     * The set in force on a day.
     *
     * @param versions a project's own versions, in any order; those that begin after {@code day} are left out
     */
    public static Assumptions inForceOn(LocalDate day, Collection<AssumptionVersion> versions) {
        var inForce = new EnumMap<AssumptionName, AssumptionVersion>(AssumptionName.class);
        Arrays.stream(AssumptionName.values())
                .forEach(name -> name.defaultValue()
                        .ifPresent(value -> inForce.put(
                                name,
                                new AssumptionVersion(
                                        name, LocalDate.EPOCH, value, AssumptionVersion.DEFAULT_SOURCE))));
        versions.stream()
                .filter(version -> !version.validFrom().isAfter(day))
                .forEach(version -> inForce.merge(version.name(), version, Assumptions::later));
        return new Assumptions(inForce);
    }

    private static AssumptionVersion later(AssumptionVersion known, AssumptionVersion other) {
        return other.validFrom().isBefore(known.validFrom()) ? known : other;
    }

    /** The versions in force, in the order of {@link AssumptionName}. */
    public List<AssumptionVersion> versions() {
        return List.copyOf(inForce.values());
    }

    public Optional<AssumptionVersion> version(AssumptionName name) {
        return Optional.ofNullable(inForce.get(name));
    }

    /**
     * The value of an assumption that has a default.
     *
     * @throws IllegalArgumentException for a name without default that the project has not set
     */
    public double value(AssumptionName name) {
        return version(name)
                .map(AssumptionVersion::value)
                .orElseThrow(() -> new IllegalArgumentException("no value assumed for " + name.wireName()));
    }

    /** The value as a figure that says that it is assumed and by whom. */
    public Figure figure(AssumptionName name) {
        AssumptionVersion version = version(name)
                .orElseThrow(() -> new IllegalArgumentException("no value assumed for " + name.wireName()));
        return Figure.assumed(version.value(), version.source());
    }
}
