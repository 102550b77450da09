package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Step;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.TimelineChange;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A random funnel and histories that it has much to do with: few types of events, close together and often at the same millisecond, so that
 * windows, ties, exclusions and steps that one event could serve all come into play.
 */
public final class RandomFunnel {
    private static final List<String> TYPES =
            List.of("page_created", "content_edited", "page_viewed", "invoice_paid", "signup");
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "CHF");
    private static final long MINUTE = 60_000;
    private static final int MAX_EVENTS = 9;

    private final Random random;
    private final LocalDate day = LocalDate.of(2024, 3, 30);
    private final ZoneId zone;
    private final long origin;

    public RandomFunnel(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.zone = ZoneId.of(random.nextBoolean() ? "Europe/Zurich" : "UTC");
        this.origin = day.atTime(20, 0).atZone(zone).toInstant().toEpochMilli();
    }

    /** Up to six users with up to nine events each, within a few hours around a midnight. */
    public RandomHistory history(long seed) {
        List<TimelineChange> changes = new ArrayList<>();
        int users = 1 + random.nextInt(6);
        for (int user = 0; user < users; user++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            if (random.nextInt(5) != 0) {
                long signup = origin - random.nextInt(40) * 24L * 60 * MINUTE;
                changes.add(new ProfileChanged(id, signup, 0, 0, Map.of("segment", pick(List.of("a", "b", "")))));
            }
            long at = origin;
            int events = random.nextInt(MAX_EVENTS + 1);
            for (int i = 0; i < events; i++) {
                at += step();
                changes.add(new EventArrived(
                        id,
                        "e" + i,
                        pick(TYPES),
                        at,
                        at,
                        random.nextLong(),
                        PlainProperties.of(
                                null,
                                random.nextInt(3) == 0 ? null : (Double) (double) random.nextInt(3),
                                random.nextInt(3) == 0 ? null : pick(CURRENCIES))));
            }
        }
        Collections.shuffle(changes, random);
        return new RandomHistory(seed, changes, List.of(), zone, day.plusDays(random.nextInt(4)));
    }

    private long step() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> 0;
            case 2 -> 500;
            case 3 -> 30 * MINUTE;
            default -> random.nextInt(120) * MINUTE;
        };
    }

    /** A possible funnel of two to five steps. */
    public FunnelDefinition definition() {
        int count = 2 + random.nextInt(4);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(new Step(condition(), "step " + (i + 1)));
        }
        FunnelDefinition definition = FunnelDefinition.of(steps.toArray(Step[]::new))
                .in(pick(Arrays.asList(Order.values())))
                .within(pick(List.of(30 * MINUTE, 60 * MINUTE, 61 * MINUTE, 180 * MINUTE, 14 * 24 * 60 * MINUTE)))
                .from(random.nextInt(3) == 0 ? Entry.FIRST : Entry.BEST)
                .with(
                        random.nextInt(3) == 0 ? Ties.STRICT_INCREASE : Ties.FAVOURABLE,
                        random.nextInt(3) == 0 ? pick(List.of(499L, 500L, 1_000L)) : 0);
        for (int i = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
            definition = withExclusion(definition);
        }
        return definition.by(breakdown()).by(trend());
    }

    private FunnelDefinition withExclusion(FunnelDefinition definition) {
        int count = definition.steps().size();
        EventCondition condition = condition();
        Set<EventCondition> taken = new HashSet<>();
        definition.steps().forEach(step -> taken.add(step.event()));
        if (taken.contains(condition)) {
            return definition;
        }
        boolean all = definition.order() == Order.ANY || random.nextInt(3) == 0;
        int after = all ? 1 : 1 + random.nextInt(count - 1);
        int before = all ? count : after + 1 + random.nextInt(count - after);
        return definition.without(
                new Exclusion(condition, after, before, random.nextBoolean() ? Action.REMOVE : Action.STOP));
    }

    private EventCondition condition() {
        List<String> events = new ArrayList<>(TYPES);
        Collections.shuffle(events, random);
        List<String> some = random.nextInt(12) == 0 ? List.of() : events.subList(0, 1 + random.nextInt(6) / 5);
        List<PropertyFilter> filters = random.nextInt(4) != 0
                ? List.of()
                : List.of(pick(List.of(
                        new PropertyFilter("currency", PropertyOperator.EQ, List.of("EUR", "USD")),
                        new PropertyFilter("currency", PropertyOperator.NEQ, List.of("EUR")),
                        new PropertyFilter("currency", PropertyOperator.CONTAINS, List.of("U")),
                        new PropertyFilter("currency", PropertyOperator.IS_SET, List.of()),
                        new PropertyFilter("amount", PropertyOperator.GTE, List.of("1")),
                        new PropertyFilter("amount", PropertyOperator.LT, List.of("1.5")),
                        new PropertyFilter("amount", PropertyOperator.IS_NOT_SET, List.of()))));
        return new EventCondition(some, filters);
    }

    private @Nullable Breakdown breakdown() {
        return random.nextInt(4) == 0
                ? null
                : pick(List.of(
                        new Breakdown(BreakdownKind.ATTRIBUTE, "segment"),
                        new Breakdown(BreakdownKind.PROPERTY, "currency"),
                        new Breakdown(BreakdownKind.PROPERTY, "amount")));
    }

    private @Nullable Trend trend() {
        return random.nextInt(4) == 0
                ? null
                : new Trend(
                        pick(Arrays.asList(TrendBy.values())),
                        pick(List.of(CalendarPeriod.DAILY, CalendarPeriod.WEEKLY, CalendarPeriod.MONTHLY)));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
