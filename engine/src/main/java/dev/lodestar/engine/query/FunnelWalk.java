package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.NarrowEvents;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import org.jspecify.annotations.Nullable;

/**
 * Walks the users of a view through a funnel, one at a time: {@link #walk} tells whether a user counts, then the other methods speak of that user.
 * Not for several threads.
 */
public final class FunnelWalk {
    private final TimelineView view;
    private final FunnelDefinition definition;
    private final FunnelEvents events;
    private final FunnelChains chains;
    private final @Nullable ChainsByType byType;
    private final long endMillis;
    private final int attribute;
    private final int property;
    private final @Nullable Breakdown breakdown;
    private long removedCount;

    /**
     * @param range the days that step 1 must fall in
     * @param dataTo the day at whose start the data end
     */
    public FunnelWalk(TimelineView view, FunnelDefinition definition, DayRange range, int dataTo) {
        this.view = view;
        this.definition = definition;
        this.endMillis = view.calendar().startOf(dataTo);
        Span instants =
                new Span(view.calendar().startOf(range.from()), view.calendar().startOf(range.to()));
        this.events = new FunnelEvents(view, definition, instants, endMillis);
        this.chains = definition.order() == Order.ANY
                ? new ChainsInAnyOrder(definition, instants)
                : new ChainsInOrder(definition, instants);
        this.byType = ChainsByType.of(definition, chains, events, instants);
        this.breakdown = definition.breakdown();
        this.attribute = breakdown != null && breakdown.kind() == BreakdownKind.ATTRIBUTE
                ? view.attributes().indexOf(breakdown.name())
                : -1;
        this.property = breakdown != null && breakdown.kind() == BreakdownKind.PROPERTY
                ? view.properties().indexOf(breakdown.name())
                : -1;
    }

    /**
     * Walks some users of a block and shows those who count to a visitor, in any order.
     *
     * @param users their numbers in the block
     * @param count how many they are
     */
    void forEach(UserBlock block, int[] users, int count, UserVisitor visitor) {
        int[] rest = users;
        int size = count;
        NarrowEvents narrow = byType == null ? null : block.narrowEvents();
        if (byType != null && narrow != null) {
            size = byType.forEach(block, narrow, users, count, visitor);
            rest = byType.left();
        }
        for (int i = 0; i < size; i++) {
            if (walk(block, rest[i])) {
                visitor.visit(block, rest[i]);
            } else {
                removedCount += chains.removed ? 1 : 0;
            }
        }
    }

    /** How many of the users walked so an exclusion has taken out of the funnel. */
    long removedCount() {
        return removedCount;
    }

    /** Whether a user reaches step 1 and is not taken out by an exclusion. */
    public boolean walk(UserBlock block, int user) {
        if (!events.collect(block, user)) {
            chains.reached = 0;
            chains.removed = false;
            return false;
        }
        chains.follow(events);
        return chains.reached > 0 && !chains.removed;
    }

    /** The last step reached, from 1. */
    public int reached() {
        return chains.reached;
    }

    /** Whether the user may still reach a further step: it is not the last, and a window is open where the data end. */
    public boolean isInProgress() {
        return chains.reached < definition.steps().size()
                && chains.latestStart + definition.windowMillis() >= endMillis;
    }

    /** The moment of step 1 in the measured chain. */
    public long startedAt() {
        return chains.startedAt;
    }

    /** Milliseconds from step 1 to a step reached. */
    public long sinceFirst(int step) {
        return chains.sinceFirst[step];
    }

    /** Milliseconds from the step before to a step reached; without meaning where steps come in any order. */
    public long sincePrevious(int step) {
        return chains.sincePrevious[step];
    }

    /** The code of the user's value of the attribute of the breakdown; 0 where there is none. */
    int attributeCode(UserBlock block, int user) {
        return attribute < 0 ? 0 : block.attribute(attribute, user);
    }

    /** The group that the user counts in; empty where there is no breakdown. */
    public String group(UserBlock block, int user) {
        if (breakdown == null) {
            return "";
        }
        return breakdown.kind() == BreakdownKind.ATTRIBUTE
                ? attributeValue(attributeCode(block, user))
                : propertyValue(block, user);
    }

    /** The value of the breakdown's attribute that has a code. */
    String attributeValue(int code) {
        return code == 0 ? Filters.NONE : view.attributes().valuesOf(attribute).get(code);
    }

    private String propertyValue(UserBlock block, int user) {
        String least = null;
        for (int i = 0; property >= 0 && i < events.size() && events.moments[i] <= chains.startedAt; i++) {
            if (events.moments[i] == chains.startedAt && (events.stepMasks[i] & 1) != 0) {
                int row = block.propertyRow(property, events.event(i));
                String value = row < 0 ? null : view.properties().render(property, block.propertyValue(property, row));
                least = value == null || (least != null && least.compareTo(value) <= 0) ? least : value;
            }
        }
        return least == null || least.isEmpty() ? Filters.NONE : least;
    }
}
