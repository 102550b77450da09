package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.funnel.FunnelGroup;
import dev.lodestar.engine.funnel.FunnelStageRow;
import dev.lodestar.engine.funnel.GrowthStage;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Section 4, the seven-stage growth funnel. */
public final class FunnelOracle {

    private static final int ACTIVATION_DAYS = 14;
    private static final int ENGAGED_DAYS = 3;
    private static final int ENGAGED_WITHIN_DAYS = 7;

    private final Slice slice;
    private final Facts facts;

    public FunnelOracle(Slice slice) {
        this.slice = slice;
        this.facts = slice.facts();
    }

    /** All users of the slice. */
    public List<FunnelStageRow> stages() {
        boolean filtered = !slice.scope().filters().isEmpty();
        return rows(
                slice.signedUpInRange(),
                filtered ? null : visitors(null),
                filtered ? Reason.VISITORS_NOT_SPLIT : Reason.NO_VISITORS);
    }

    /** One group for every value of the attribute that a profile of the slice has, and every channel that had visitors. */
    public List<FunnelGroup> groups(String attribute) {
        Set<String> values = slice.users().stream()
                .filter(user -> user.profile() != null)
                .map(user -> user.group(attribute))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean split = attribute.equals("channel") && slice.scope().filters().isEmpty();
        if (split) {
            facts.acquisition().stream()
                    .filter(row -> slice.inRange(row.date()))
                    .forEach(row -> values.add(row.channel()));
        }
        List<FunnelGroup> groups = new ArrayList<>();
        for (String value : values) {
            List<PlainUser> members = slice.signedUpInRange().stream()
                    .filter(user -> user.group(attribute).equals(value))
                    .toList();
            groups.add(new FunnelGroup(
                    value,
                    rows(
                            members,
                            split && !value.equals(Filters.NONE) ? visitors(value) : null,
                            split ? Reason.NO_VISITORS : Reason.VISITORS_NOT_SPLIT)));
        }
        return groups;
    }

    /** Visitors in the range, of one channel or of all; null where nothing is known. */
    private @Nullable Long visitors(@Nullable String channel) {
        List<DailyAcquisition> rows = facts.acquisition().stream()
                .filter(row -> slice.inRange(row.date()))
                .filter(row -> channel == null || row.channel().equals(channel))
                .toList();
        return rows.isEmpty()
                ? null
                : (Long) rows.stream().mapToLong(DailyAcquisition::visitors).sum();
    }

    private List<FunnelStageRow> rows(List<PlainUser> users, @Nullable Long visitors, String reasonWithoutVisitors) {
        List<FunnelStageRow> rows = new ArrayList<>();
        rows.add(new FunnelStageRow(
                GrowthStage.AWARENESS.wireName(),
                1,
                visitors,
                null,
                null,
                null,
                null,
                null,
                0L,
                visitors == null ? reasonWithoutVisitors : null));
        rows.add(signupRow(users.size(), visitors, reasonWithoutVisitors));
        List<PlainUser> before = users;
        for (GrowthStage stage : GrowthStage.values()) {
            if (stage.number() > GrowthStage.SIGNUP.number() && !facts.hasActivity()) {
                rows.add(unmeasured(stage));
            } else if (stage.number() > GrowthStage.SIGNUP.number()) {
                List<PlainUser> here =
                        before.stream().filter(user -> fulfils(user, stage)).toList();
                rows.add(row(stage, here.size(), before.size(), users.size(), inProgress(before, here, stage)));
                before = here;
            }
        }
        return rows;
    }

    private FunnelStageRow signupRow(long signups, @Nullable Long visitors, String reasonWithoutVisitors) {
        String stage = GrowthStage.SIGNUP.wireName();
        Double overall = signups == 0 ? null : 1.0;
        if (visitors == null || visitors < signups) {
            String reason = visitors == null ? reasonWithoutVisitors : Reason.FEWER_VISITORS_THAN_SIGNUPS;
            return new FunnelStageRow(stage, 2, signups, null, overall, null, null, null, 0L, reason);
        }
        return row(GrowthStage.SIGNUP, signups, visitors, signups, 0);
    }

    /** Without activity in the data nobody can be seen to activate, and the later stages are nested in activation. */
    private static FunnelStageRow unmeasured(GrowthStage stage) {
        return new FunnelStageRow(
                stage.wireName(), stage.number(), null, null, null, null, null, null, null, Reason.NO_ACTIVITY_EVENTS);
    }

    private static FunnelStageRow row(GrowthStage stage, long here, long before, long signups, long inProgress) {
        Double conversion = ActivityOracle.ratio(here, before);
        PlainStatistics.Bounds bounds = PlainStatistics.wilson(here, before);
        return new FunnelStageRow(
                stage.wireName(),
                stage.number(),
                here,
                conversion,
                ActivityOracle.ratio(here, signups),
                conversion == null ? null : 1 - conversion,
                bounds == null ? null : bounds.low(),
                bounds == null ? null : bounds.high(),
                inProgress,
                conversion == null ? Reason.EMPTY_BASE : null);
    }

    private long inProgress(List<PlainUser> before, List<PlainUser> here, GrowthStage stage) {
        return before.stream()
                .filter(user -> !here.contains(user))
                .filter(user -> signupAt(user) + horizonDays(stage) * Slice.DAY > slice.end())
                .count();
    }

    private static long horizonDays(GrowthStage stage) {
        return switch (stage) {
            case AWARENESS, SIGNUP -> 0;
            case ACTIVATION -> 14;
            case ENGAGEMENT -> 7;
            case HABIT_FORMATION -> 42;
            case COLLABORATION -> 90;
            case MONETIZATION -> 180;
        };
    }

    private boolean fulfils(PlainUser user, GrowthStage stage) {
        return switch (stage) {
            case AWARENESS, SIGNUP -> true;
            case ACTIVATION -> {
                PlainEvent activation = slice.activation(user);
                yield activation != null && activation.at() - signupAt(user) <= ACTIVATION_DAYS * Slice.DAY;
            }
            case ENGAGEMENT -> isEngaged(user);
            case HABIT_FORMATION -> hasHabit(user);
            case COLLABORATION -> slice.firstAtOrAfterSignup(user, facts::isCollaboration) != null;
            case MONETIZATION -> isMonetised(user);
        };
    }

    private boolean isEngaged(PlainUser user) {
        LocalDate signupDay = facts.day(signupAt(user));
        return activeDaysSinceSignup(user).stream()
                        .filter(day -> day.isBefore(signupDay.plusDays(ENGAGED_WITHIN_DAYS)))
                        .count()
                >= ENGAGED_DAYS;
    }

    private boolean hasHabit(PlainUser user) {
        Set<LocalDate> weeks = activeDaysSinceSignup(user).stream()
                .map(day -> Slice.startOf(CalendarPeriod.WEEKLY, day))
                .collect(Collectors.toSet());
        return weeks.stream().anyMatch(week -> weeks.contains(week.plusWeeks(1)) && weeks.contains(week.plusWeeks(2)));
    }

    boolean isMonetised(PlainUser user) {
        String plan = Objects.requireNonNull(user.profile()).attribute("plan_type");
        boolean paidPlan = !plan.isEmpty() && !facts.plan().freePlans().contains(plan);
        return paidPlan
                || slice.firstAtOrAfterSignup(
                                user, event -> facts.plan().monetization().contains(event.type()))
                        != null;
    }

    private TreeSet<LocalDate> activeDaysSinceSignup(PlainUser user) {
        return slice.daysOf(
                slice.atOrAfterSignup(user).stream().filter(facts::isActive).toList());
    }

    private static long signupAt(PlainUser user) {
        return Objects.requireNonNull(user.profile()).signupAt();
    }
}
