package dev.lodestar.engine.query;

import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.NarrowEvents;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the users of a view through a funnel: some of a block at once, by {@link #forEach}, or one at a time, when {@link #walk} tells whether a user
 * counts and the methods after it speak of that user. Not for several threads.
 */
public final class FunnelWalk {
    private final TimelineView view;
    private final FunnelDefinition definition;
    private final FunnelEvents events;
    private final FunnelChains chains;
    private final @Nullable ChainsByType byType;

    /** The instant from which on a start leaves a window open where the data end. */
    private final long openFrom;

    private final int attribute;
    private final int property;
    private final @Nullable Breakdown breakdown;
    private final ChainTable table;

    /** The same before it is in order: by place in the list of the users walked, who reach a step or not. */
    private final ChainTable walked;

    /** By place in that list: the steps reached. */
    private final int[] reached = new int[UserBlock.CAPACITY];

    /** By user of the block: the code of the breakdown's attribute. */
    private final int[] attributes = new int[UserBlock.CAPACITY];

    /** By the code of a group, where the breakdown is by a property: its value. */
    private final List<String> groups = new ArrayList<>();

    private final Map<String, Integer> groupCodes = new HashMap<>();
    private long removedCount;

    /**
     * @param range the days that step 1 must fall in
     * @param dataTo the day at whose start the data end
     */
    public FunnelWalk(TimelineView view, FunnelDefinition definition, DayRange range, int dataTo) {
        this.view = view;
        this.definition = definition;
        long endMillis = view.calendar().startOf(dataTo);
        this.openFrom = endMillis - definition.windowMillis();
        Span instants =
                new Span(view.calendar().startOf(range.from()), view.calendar().startOf(range.to()));
        this.events = new FunnelEvents(view, definition, instants, endMillis);
        this.chains = definition.order() == Order.ANY
                ? new ChainsInAnyOrder(definition, instants)
                : new ChainsInOrder(definition, instants);
        this.byType = ChainsByType.of(definition, events, instants, openFrom);
        this.table = new ChainTable(definition.steps().size());
        this.walked = new ChainTable(definition.steps().size());
        this.breakdown = definition.breakdown();
        this.attribute = breakdown != null && breakdown.kind() == BreakdownKind.ATTRIBUTE
                ? view.attributes().indexOf(breakdown.name())
                : -1;
        this.property = breakdown != null && breakdown.kind() == BreakdownKind.PROPERTY
                ? view.properties().indexOf(breakdown.name())
                : -1;
    }

    /**
     * Walks some users of a block and shows the chains of those who count to a visitor, in one table or two.
     *
     * @param users their numbers in the block
     * @param count how many they are
     */
    void forEach(UserBlock block, int[] users, int count, ChainVisitor visitor) {
        if (attribute >= 0) {
            block.copyAttributes(attribute, attributes);
        }
        int[] rest = users;
        int size = count;
        NarrowEvents narrow = byType == null ? null : block.narrowEvents();
        if (byType != null && narrow != null) {
            byType.tell(block, narrow, users, count, table);
            for (int row = 0; row < table.size(); row++) {
                table.groups[row] = attributes[table.users[row]];
            }
            visitor.visit(block, table);
            rest = byType.left();
            size = byType.leftCount();
        }
        if (size > 0) {
            walk(block, rest, size);
            visitor.visit(block, table);
        }
    }

    /** Walks users one at a time into the table. */
    private void walk(UserBlock block, int[] users, int count) {
        for (int i = 0; i < count; i++) {
            int user = users[i];
            boolean counts = walk(block, user);
            reached[i] = counts ? chains.reached : 0;
            removedCount += chains.removed ? 1 : 0;
            walked.users[i] = user;
            walked.open[i] = isOpen();
            walked.moments[1][i] = chains.startedAt;
            for (int step = 2; step <= reached[i]; step++) {
                walked.moments[step][i] = chains.startedAt + chains.sinceFirst[step];
            }
            walked.groups[i] = counts && property >= 0 ? codeOf(propertyValue(block, user)) : attributes[user];
        }
        table.lay(0, reached, count);
        for (int row = 0; row < table.size(); row++) {
            table.copy(row, walked, reached[table.origin[row]]);
        }
    }

    private int codeOf(String group) {
        return groupCodes.computeIfAbsent(group, value -> {
            groups.add(value);
            return groups.size() - 1;
        });
    }

    /** The group that has a code, which {@link ChainTable#groups} holds; empty where there is no breakdown. */
    String groupOfCode(int code) {
        if (breakdown == null) {
            return StepFunnelQuery.ALL;
        }
        return property >= 0 ? groups.get(code) : attributeValue(code);
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
        return chains.reached < definition.steps().size() && isOpen();
    }

    private boolean isOpen() {
        return chains.latestStart >= openFrom;
    }

    /** The moment of step 1 in the measured chain. */
    public long startedAt() {
        return chains.startedAt;
    }

    /** The group that the user counts in; empty where there is no breakdown. */
    public String group(UserBlock block, int user) {
        if (breakdown == null) {
            return StepFunnelQuery.ALL;
        }
        return breakdown.kind() == BreakdownKind.ATTRIBUTE
                ? attributeValue(attribute < 0 ? 0 : block.attribute(attribute, user))
                : propertyValue(block, user);
    }

    /** The value of the breakdown's attribute that has a code. */
    private String attributeValue(int code) {
        return code == 0 ? Filters.NONE : view.attributes().valuesOf(attribute).get(code);
    }

    private String propertyValue(UserBlock block, int user) {
        String least = null;
        for (int i = 0; property >= 0 && i < events.size() && events.moments[i] <= chains.startedAt; i++) {
            if (events.moments[i] == chains.startedAt && (events.stepMasks[i] & 1) != 0) {
                int row = block.propertyRow(property, events.event(i));
                String value = row < 0 ? null : view.properties().render(property, block.propertyValue(property, row));
                least = value == null || (least != null && TextOrder.BY_CHARACTERS.compare(least, value) <= 0)
                        ? least
                        : value;
            }
        }
        return least == null || least.isEmpty() ? Filters.NONE : least;
    }
}
