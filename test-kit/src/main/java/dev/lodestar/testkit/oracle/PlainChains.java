package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** All the chains of one user in a funnel, every one of them written down; the definition applied to the letter. */
final class PlainChains {
    private final Facts facts;
    private final FunnelDefinition definition;
    private final long rangeFrom;
    private final long rangeTo;
    private final List<Moment> moments = new ArrayList<>();
    private final List<List<Moment>> chains = new ArrayList<>();

    /** An event that matters, and when it counts as having happened. */
    record Moment(PlainEvent event, long at) {}

    /**
     * @param user no event of whom is at or after the end of the data
     */
    PlainChains(Facts facts, FunnelDefinition definition, long rangeFrom, long rangeTo, PlainUser user) {
        this.facts = facts;
        this.definition = definition;
        this.rangeFrom = rangeFrom;
        this.rangeTo = rangeTo;
        findMoments(user);
        for (int length = 1; length <= definition.steps().size(); length++) {
            int before = chains.size();
            extend(new ArrayList<>(), length);
            if (chains.size() == before) {
                break;
            }
        }
    }

    private void findMoments(PlainUser user) {
        long before = 0;
        for (PlainEvent event : user.events()) {
            if (matters(event)) {
                boolean tied = !moments.isEmpty() && event.at() - before <= definition.graceMillis();
                moments.add(new Moment(event, tied ? moments.getLast().at() : event.at()));
                before = event.at();
            }
        }
    }

    private boolean matters(PlainEvent event) {
        return definition.order() == Order.STRICT
                || definition.steps().stream().anyMatch(step -> PlainCondition.isMet(facts, step.event(), event))
                || definition.exclusions().stream()
                        .anyMatch(exclusion -> PlainCondition.isMet(facts, exclusion.event(), event));
    }

    private boolean meets(Moment moment, int step) {
        return PlainCondition.isMet(facts, definition.steps().get(step - 1).event(), moment.event());
    }

    /** The moments that may be step 1. */
    List<Moment> starts() {
        List<Moment> inRange = moments.stream()
                .filter(moment -> moment.at() >= rangeFrom && moment.at() < rangeTo && meets(moment, 1))
                .toList();
        return definition.entry() == Entry.BEST
                ? inRange
                : inRange.stream()
                        .filter(moment -> moment.at() == inRange.getFirst().at())
                        .toList();
    }

    private void extend(List<Moment> chain, int length) {
        if (chain.size() == length) {
            if (!isExcluded(chain) && isStrict(chain)) {
                chains.add(List.copyOf(chain));
            }
            return;
        }
        int step = chain.size() + 1;
        for (Moment moment : step == 1 ? starts() : moments) {
            if (!chain.contains(moment) && meets(moment, step) && follows(chain, moment)) {
                chain.add(moment);
                extend(chain, length);
                chain.removeLast();
            }
        }
    }

    private boolean follows(List<Moment> chain, Moment next) {
        boolean rising = definition.ties() == Ties.STRICT_INCREASE;
        if (chain.isEmpty()) {
            return true;
        }
        if (definition.order() == Order.ANY) {
            return chain.stream()
                    .allMatch(moment -> Math.abs(moment.at() - next.at()) <= definition.windowMillis()
                            && !(rising && moment.at() == next.at()));
        }
        long last = chain.getLast().at();
        return (rising ? next.at() > last : next.at() >= last)
                && next.at() - chain.getFirst().at() <= definition.windowMillis();
    }

    private boolean isStrict(List<Moment> chain) {
        return definition.order() != Order.STRICT || nothingElseBetween(chain, last(chain));
    }

    private boolean nothingElseBetween(List<Moment> chain, long end) {
        return moments.stream()
                .allMatch(moment -> chain.contains(moment) || moment.at() <= first(chain) || moment.at() >= end);
    }

    private static long first(List<Moment> chain) {
        return Collections.min(chain, Comparator.comparingLong(Moment::at)).at();
    }

    private static long last(List<Moment> chain) {
        return Collections.max(chain, Comparator.comparingLong(Moment::at)).at();
    }

    private boolean isExcluded(List<Moment> chain) {
        return definition.exclusions().stream().anyMatch(exclusion -> isHit(exclusion, chain, last(chain)));
    }

    /** Whether an excluded event lies between the two steps, or before an end where the second is not there. */
    private boolean isHit(Exclusion exclusion, List<Moment> chain, long end) {
        boolean any = definition.order() == Order.ANY;
        if (!any && chain.size() < exclusion.afterStep()) {
            return false;
        }
        long from = any ? first(chain) : chain.get(exclusion.afterStep() - 1).at();
        long to = any || chain.size() < exclusion.beforeStep()
                ? end
                : chain.get(exclusion.beforeStep() - 1).at();
        return moments.stream()
                .anyMatch(moment -> moment.at() > from
                        && moment.at() < to
                        && PlainCondition.isMet(facts, exclusion.event(), moment.event()));
    }

    /** Whether an exclusion takes the user out of the funnel. */
    boolean isRemoved() {
        return definition.exclusions().stream()
                .filter(exclusion -> exclusion.action() == Action.REMOVE)
                .anyMatch(exclusion -> moments.stream()
                        .filter(moment -> PlainCondition.isMet(facts, exclusion.event(), moment.event()))
                        .anyMatch(moment -> removes(exclusion, moment.at())));
    }

    private boolean removes(Exclusion exclusion, long at) {
        if (latestStart(definition.steps().size(), at) != Long.MIN_VALUE) {
            return false;
        }
        long passed = latestStart(exclusion.beforeStep(), at);
        return chains.stream()
                .filter(chain -> chain.size() >= exclusion.afterStep() && chain.size() < exclusion.beforeStep())
                .filter(chain -> last(chain) < at && first(chain) + definition.windowMillis() >= at)
                .filter(chain -> definition.order() != Order.STRICT || nothingElseBetween(chain, at))
                .filter(chain -> definition.exclusions().stream().noneMatch(other -> isHit(other, chain, at)))
                .anyMatch(chain -> first(chain) > passed);
    }

    private long latestStart(int length, long at) {
        return chains.stream()
                .filter(chain -> chain.size() == length && last(chain) <= at)
                .mapToLong(PlainChains::first)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** The last step reached; 0 for none. */
    int reached() {
        return chains.stream().mapToInt(List::size).max().orElse(0);
    }

    /** The moments of the measured chain. */
    List<Long> measured() {
        Comparator<List<Moment>> order =
                Comparator.comparingLong(chain -> chain.getLast().at());
        for (int step = reached() - 1; step >= 1; step--) {
            int index = step - 1;
            ToLongFunction<List<Moment>> at = chain -> -chain.get(index).at();
            order = order.thenComparingLong(at);
        }
        return chains.stream().filter(chain -> chain.size() == reached()).min(order).orElseThrow().stream()
                .map(Moment::at)
                .toList();
    }

    /** In any order: the first moment at which some steps are all there, and the latest from which on they are. */
    long[] span(int steps) {
        List<List<Moment>> some =
                chains.stream().filter(chain -> chain.size() == steps).toList();
        long end = some.stream().mapToLong(PlainChains::last).min().orElseThrow();
        long start = some.stream()
                .filter(chain -> last(chain) == end)
                .mapToLong(PlainChains::first)
                .max()
                .orElseThrow();
        return new long[] {start, end};
    }
}
