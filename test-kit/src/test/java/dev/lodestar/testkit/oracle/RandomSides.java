package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.cohort.ComparedSide;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pairs of sets among the users of a history; of some, users are in both. */
public final class RandomSides {
    private final Slice slice;
    private final Random random;

    public RandomSides(Slice slice, Random random) {
        this.slice = slice;
        this.random = random;
    }

    /** The next pair. */
    public SideDefinition next() {
        CalendarPeriod period = random.nextInt(4) == 0
                ? CalendarPeriod.MONTHLY
                : random.nextBoolean() ? CalendarPeriod.DAILY : CalendarPeriod.WEEKLY;
        return switch (random.nextInt(5)) {
            case 0 -> byCohort(period);
            case 1 -> {
                UserCriterion one = new UserCriterion.HasAttribute("segment", List.of("enterprise", "smb"));
                UserCriterion other = random.nextInt(5) == 0
                        ? new UserCriterion.HasAttribute("channel", List.of("organic"))
                        : new UserCriterion.Not(one);
                yield SideDefinition.of(
                        period, "segment", new ComparedSide("one", one), new ComparedSide("other", other));
            }
            case 2 -> {
                UserCriterion saved = new RandomCriteria(slice.facts(), random).next(0);
                yield SideDefinition.of(
                        period,
                        "saved",
                        new ComparedSide("saved", saved),
                        new ComparedSide("everybody else", new UserCriterion.Not(saved)));
            }
            default ->
                SideDefinition.ofBehaviour(
                        period,
                        new RandomConditions(random).next(),
                        period == CalendarPeriod.DAILY ? 1 : 1 + random.nextInt(7));
        };
    }

    private SideDefinition byCohort(CalendarPeriod period) {
        List<LocalDate> first = new ArrayList<>();
        List<LocalDate> second = new ArrayList<>();
        slice.periods(period).forEach(start -> (random.nextBoolean() ? first : second).add(start));
        return SideDefinition.of(
                period, "cohort", ComparedSide.ofCohorts("first", first), ComparedSide.ofCohorts("second", second));
    }
}
