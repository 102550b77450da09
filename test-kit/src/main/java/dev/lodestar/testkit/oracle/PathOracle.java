package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.path.PathStep;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PathDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Paths around an anchor: every user's whole path is written down, and the tree is counted from these lists. */
public final class PathOracle {
    private final Slice slice;
    private final PathDefinition definition;
    private final List<List<String>> paths;

    public PathOracle(Slice slice, PathDefinition definition) {
        this.slice = slice;
        this.definition = definition;
        this.paths = slice.users().stream()
                .map(this::path)
                .filter(Objects::nonNull)
                .map(path -> (List<String>) path)
                .toList();
    }

    /** Users with an anchor. */
    public long anchorUsers() {
        return paths.size();
    }

    /** The first steps, with all that follows. */
    public List<PathStep> next() {
        return next(List.of());
    }

    /** Users whose first step is not shown. */
    public long otherUsers() {
        return paths.stream().filter(path -> !path.isEmpty()).count()
                - next().stream().mapToLong(PathStep::users).sum();
    }

    /** Users without a step. */
    public long endedUsers() {
        return paths.stream().filter(List::isEmpty).count();
    }

    private List<PathStep> next(List<String> prefix) {
        if (prefix.size() == definition.depth()) {
            return List.of();
        }
        Map<String, Long> counts = along(prefix).stream()
                .filter(path -> path.size() > prefix.size())
                .collect(Collectors.groupingBy(path -> path.get(prefix.size()), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> step) -> -step.getValue()))
                .limit(definition.branches())
                .map(step -> step(prefix, step.getKey(), step.getValue()))
                .toList();
    }

    private PathStep step(List<String> prefix, String event, long users) {
        List<String> path = new ArrayList<>(prefix);
        path.add(event);
        boolean last = path.size() == definition.depth();
        List<PathStep> next = next(path);
        long ended = along(path).stream().filter(path::equals).count();
        long shown = next.stream().mapToLong(PathStep::users).sum();
        return new PathStep(
                event,
                users,
                (double) users / paths.size(),
                (double) users / along(prefix).size(),
                next,
                last ? null : (Long) (users - ended - shown),
                last ? null : (Long) ended);
    }

    private List<List<String>> along(List<String> prefix) {
        return paths.stream()
                .filter(path -> path.size() >= prefix.size()
                        && path.subList(0, prefix.size()).equals(prefix))
                .toList();
    }

    /** The user's steps up to the depth; null without an anchor. */
    private @Nullable List<String> path(PlainUser user) {
        List<PlainEvent> events = user.events();
        for (int i = 0; i < events.size(); i++) {
            if (slice.inRange(events.get(i)) && isAnchor(events.get(i))) {
                List<PlainEvent> side = new ArrayList<>(
                        definition.direction() == PathDirection.AFTER
                                ? events.subList(i + 1, events.size())
                                : events.subList(0, i));
                if (definition.direction() == PathDirection.BEFORE) {
                    Collections.reverse(side);
                }
                return steps(events.get(i), side);
            }
        }
        return null;
    }

    private boolean isAnchor(PlainEvent event) {
        EventCondition anchor = definition.anchor();
        return anchor.events().isEmpty()
                ? slice.facts().isActive(event)
                : anchor.events().contains(event.type());
    }

    private List<String> steps(PlainEvent anchor, List<PlainEvent> side) {
        List<String> steps = new ArrayList<>();
        String last = anchor.type();
        for (PlainEvent event : side) {
            boolean near =
                    Math.abs(event.at() - anchor.at()) <= definition.window().toMillis();
            boolean isStep =
                    slice.facts().isActive(event) && !definition.ignored().contains(event.type());
            boolean repeats = definition.collapsed() && event.type().equals(last);
            if (near && isStep && !repeats && steps.size() < definition.depth()) {
                steps.add(event.type());
                last = event.type();
            }
        }
        return steps;
    }
}
