package dev.lodestar.growth.lever.domain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project's levers: its own, and those of the five defaults that it has not replaced. Sorted by name. */
public final class Levers {

    /** Most levers one project may have: Shapley shares weigh every subset of the selected ones. */
    public static final int MAX_LEVERS = 12;

    private static final List<Lever> DEFAULTS = List.of(
            lever("template_discovery", Stage.ACTIVATION, 0.08, Confidence.HIGH, 60_000, 4, 3),
            lever("viral_sharing", Stage.COLLABORATION, 0.15, Confidence.MEDIUM, 90_000, 6, 4),
            lever("seo_content", Stage.AWARENESS, 0.25, Confidence.HIGH, 120_000, 8, 6),
            lever("mobile_experience", Stage.ENGAGEMENT, 0.12, Confidence.MEDIUM, 180_000, 12, 6),
            lever("api_integrations", Stage.HABIT_FORMATION, 0.10, Confidence.HIGH, 150_000, 10, 5));

    private final Map<String, Lever> byName;

    private Levers(Map<String, Lever> byName) {
        this.byName = byName;
    }

    public static Levers defaults() {
        return of(List.of());
    }

    /** The defaults, replaced and completed by a project's own levers. */
    public static Levers of(Collection<Lever> own) {
        var byName = new TreeMap<String, Lever>();
        DEFAULTS.forEach(lever -> byName.put(lever.name(), lever));
        own.forEach(lever -> byName.put(lever.name(), lever));
        return new Levers(byName);
    }

    public List<Lever> all() {
        return List.copyOf(byName.values());
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    public Optional<Lever> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether one more lever of that name may be kept. */
    public boolean hasRoomFor(String name) {
        return byName.containsKey(name) || byName.size() < MAX_LEVERS;
    }

    private static Lever lever(
            String name, Stage stage, double lift, Confidence confidence, double cost, double effort, int ramp) {
        return new Lever(name, stage, Lift.of(lift, confidence), confidence, cost, effort, ramp, 1);
    }
}
