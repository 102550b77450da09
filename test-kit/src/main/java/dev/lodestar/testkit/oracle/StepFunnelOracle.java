package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.funnel.StepFunnelGroup;
import dev.lodestar.engine.funnel.StepFunnelPeriod;
import dev.lodestar.engine.funnel.StepFunnelRow;
import dev.lodestar.engine.funnel.TimeToConvert;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Section 4, ad-hoc funnels, from all the chains of every user. */
public final class StepFunnelOracle {
    private static final long[] BOUNDS_SECONDS = {
        1,
        10,
        60,
        300,
        900,
        3_600,
        10_800,
        21_600,
        43_200,
        86_400,
        172_800,
        259_200,
        604_800,
        1_209_600,
        2_592_000,
        5_184_000,
        7_776_000,
        15_552_000,
        31_622_400,
        63_244_800,
        158_112_000
    };

    private final Slice slice;
    private final Facts facts;
    private final FunnelDefinition definition;
    private final int stepCount;
    private final long dataEnd;
    private final List<Passage> passages = new ArrayList<>();
    private long removed;

    /**
     * How far a user came.
     *
     * @param user who
     * @param reached the last step
     * @param startedAt the moment of step 1
     * @param sinceFirst milliseconds from step 1, by step from 1
     * @param sincePrevious milliseconds from the step before, by step from 1; empty in any order
     * @param group the user's value of the breakdown
     * @param inProgress whether a window is open
     */
    public record Passage(
            PlainUser user,
            int reached,
            long startedAt,
            List<Long> sinceFirst,
            List<Long> sincePrevious,
            String group,
            boolean inProgress) {}

    public StepFunnelOracle(Slice slice, FunnelDefinition definition) {
        this.slice = slice;
        this.facts = slice.facts();
        this.definition = definition;
        this.stepCount = definition.steps().size();
        LocalDate defaultTo = Slice.of(facts, Scope.EVERYTHING).to();
        this.dataEnd = facts.startOf(defaultTo.isAfter(slice.to()) ? defaultTo : slice.to());
        Slice.counted(facts, slice.scope(), slice.to()).stream()
                .map(user -> user.seenBefore(dataEnd))
                .forEach(this::take);
    }

    private void take(PlainUser user) {
        PlainChains chains =
                new PlainChains(facts, definition, facts.startOf(slice.from()), facts.startOf(slice.to()), user);
        int reached = chains.reached();
        if (reached == 0) {
            return;
        }
        if (chains.isRemoved()) {
            removed++;
            return;
        }
        List<Long> sinceFirst = new ArrayList<>();
        List<Long> sincePrevious = new ArrayList<>();
        long startedAt;
        if (definition.order() == Order.ANY) {
            for (int steps = 1; steps <= reached; steps++) {
                long[] span = chains.span(steps);
                sinceFirst.add(span[1] - span[0]);
            }
            long[] span = chains.span(reached);
            startedAt = chains.starts().stream()
                    .mapToLong(PlainChains.Moment::at)
                    .filter(at -> at >= span[0] && at <= span[1])
                    .max()
                    .orElseThrow();
        } else {
            List<Long> moments = chains.measured();
            startedAt = moments.getFirst();
            for (int i = 0; i < reached; i++) {
                sinceFirst.add(moments.get(i) - startedAt);
                sincePrevious.add(i == 0 ? 0 : moments.get(i) - moments.get(i - 1));
            }
        }
        long latest = chains.starts().getLast().at();
        passages.add(new Passage(
                user,
                reached,
                startedAt,
                sinceFirst,
                sincePrevious,
                group(user, chains, startedAt),
                reached < stepCount && latest + definition.windowMillis() >= dataEnd));
    }

    private String group(PlainUser user, PlainChains chains, long startedAt) {
        Breakdown breakdown = definition.breakdown();
        if (breakdown == null) {
            return "";
        }
        if (breakdown.kind() == BreakdownKind.ATTRIBUTE) {
            return user.group(breakdown.name());
        }
        return chains.starts().stream()
                .filter(start -> start.at() == startedAt)
                .map(start -> start.event().properties().get(breakdown.name()))
                .filter(Objects::nonNull)
                .map(PlainCondition::text)
                .sorted()
                .findFirst()
                .orElse(Filters.NONE);
    }

    /** Users taken out by an exclusion. */
    public long removed() {
        return removed;
    }

    /** Everyone who counts. */
    public List<Passage> passages() {
        return passages;
    }

    /** All steps of everybody. */
    public List<StepFunnelRow> steps() {
        return rows(passages);
    }

    /** The same by group; null without a breakdown. */
    public @Nullable List<StepFunnelGroup> groups() {
        if (definition.breakdown() == null) {
            return null;
        }
        TreeMap<String, List<Passage>> groups = new TreeMap<>();
        passages.forEach(passage ->
                groups.computeIfAbsent(passage.group(), _ -> new ArrayList<>()).add(passage));
        return groups.entrySet().stream()
                .map(group -> new StepFunnelGroup(group.getKey(), rows(group.getValue())))
                .toList();
    }

    private List<StepFunnelRow> rows(List<Passage> some) {
        List<StepFunnelRow> rows = new ArrayList<>();
        for (int step = 1; step <= stepCount; step++) {
            int number = step;
            long users = reaching(some, step);
            long before = step == 1 ? 0 : reaching(some, step - 1);
            Double conversion = step == 1 ? null : ActivityOracle.ratio(users, before);
            PlainStatistics.Bounds bounds = step == 1 ? null : PlainStatistics.wilson(users, before);
            PlainStatistics.Bounds overall = PlainStatistics.wilson(users, reaching(some, 1));
            List<Passage> here =
                    some.stream().filter(passage -> passage.reached() >= number).toList();
            rows.add(new StepFunnelRow(
                    step,
                    definition.steps().get(step - 1).label(),
                    users,
                    conversion,
                    ActivityOracle.ratio(users, reaching(some, 1)),
                    conversion == null ? null : 1 - conversion,
                    bounds == null ? null : bounds.low(),
                    bounds == null ? null : bounds.high(),
                    overall == null ? null : overall.low(),
                    overall == null ? null : overall.high(),
                    some.stream()
                            .filter(passage -> passage.inProgress() && passage.reached() == number - 1)
                            .count(),
                    step == 1 || definition.order() == Order.ANY
                            ? null
                            : times(here, passage -> passage.sincePrevious().get(number - 1)),
                    step == 1
                            ? null
                            : times(here, passage -> passage.sinceFirst().get(number - 1)),
                    (step == 1 ? users : before) == 0 ? Reason.EMPTY_BASE : null));
        }
        return rows;
    }

    private static long reaching(List<Passage> some, int step) {
        return some.stream().filter(passage -> passage.reached() >= step).count();
    }

    private TimeToConvert times(List<Passage> users, ToLongFunction<Passage> time) {
        List<Long> millis = users.stream().mapToLong(time).sorted().boxed().toList();
        List<TimeToConvert.Bucket> histogram = new ArrayList<>();
        long lower = -1;
        for (long bound : BOUNDS_SECONDS) {
            long from = lower;
            histogram.add(new TimeToConvert.Bucket(
                    bound,
                    millis.stream()
                            .filter(at -> at > from && at <= bound * 1_000)
                            .count()));
            if (bound * 1_000 >= definition.windowMillis()) {
                break;
            }
            lower = bound * 1_000;
        }
        return new TimeToConvert(
                millis.size(),
                quantile(millis, 0.5),
                quantile(millis, 0.9),
                millis.isEmpty()
                        ? null
                        : (Double) (millis.stream().mapToLong(Long::longValue).sum() / 1_000.0 / millis.size()),
                histogram);
    }

    private static @Nullable Double quantile(List<Long> sorted, double share) {
        if (sorted.isEmpty()) {
            return null;
        }
        double rank = (sorted.size() - 1) * share;
        double low = sorted.get((int) Math.floor(rank));
        double high = sorted.get((int) Math.ceil(rank));
        return (low + (rank - Math.floor(rank)) * (high - low)) / 1_000;
    }

    /** Users without a profile, who have no period in a trend by signup. */
    public long withoutPeriod() {
        Trend trend = definition.trend();
        return trend == null || trend.by() == TrendBy.ENTRY
                ? 0
                : passages.stream()
                        .filter(passage -> passage.user().profile() == null)
                        .count();
    }

    /** The funnel by period; null without a trend. */
    public @Nullable List<StepFunnelPeriod> trend() {
        Trend trend = definition.trend();
        if (trend == null) {
            return null;
        }
        TreeMap<LocalDate, List<Passage>> periods = new TreeMap<>();
        boolean byEntry = trend.by() == TrendBy.ENTRY;
        if (byEntry) {
            slice.periods(trend.period()).forEach(start -> periods.put(start, new ArrayList<>()));
        }
        for (Passage passage : passages) {
            if (byEntry || passage.user().profile() != null) {
                long at = byEntry
                        ? passage.startedAt()
                        : Objects.requireNonNull(passage.user().profile()).signupAt();
                periods.computeIfAbsent(Slice.startOf(trend.period(), facts.day(at)), _ -> new ArrayList<>())
                        .add(passage);
            }
        }
        List<StepFunnelPeriod> rows = new ArrayList<>();
        LocalDate last = periods.isEmpty() ? LocalDate.MIN : periods.lastKey();
        for (LocalDate start = periods.isEmpty() ? LocalDate.MAX : periods.firstKey();
                !start.isAfter(last);
                start = Slice.next(trend.period(), start)) {
            rows.add(period(
                    start, byEntry && slice.isPartial(trend.period(), start), periods.getOrDefault(start, List.of())));
        }
        return rows;
    }

    private StepFunnelPeriod period(LocalDate start, boolean partial, List<Passage> some) {
        List<Long> users = new ArrayList<>();
        for (int step = 1; step <= stepCount; step++) {
            users.add(reaching(some, step));
        }
        PlainStatistics.Bounds bounds = PlainStatistics.wilson(users.getLast(), users.getFirst());
        return new StepFunnelPeriod(
                start,
                partial,
                users,
                ActivityOracle.ratio(users.getLast(), users.getFirst()),
                bounds == null ? null : bounds.low(),
                bounds == null ? null : bounds.high(),
                some.stream().filter(Passage::inProgress).count());
    }
}
